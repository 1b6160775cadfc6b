import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { SmsProvider } from "mq-sms";
import { bornChunks } from "../packages/gateway/src/dispatch/born-chunks.ts";
import { acceptMessages } from "../packages/gateway/src/ledger/accept.ts";
import { expireUnreported } from "../packages/gateway/src/ledger/expire.ts";
import { matchParkedReports } from "../packages/gateway/src/ledger/parked-reports.ts";
import { reapDispatches } from "../packages/gateway/src/ledger/reap.ts";
import { applyReports } from "../packages/gateway/src/ledger/report.ts";
import { checkLedger } from "./check.ts";
import { type Accept, startClient } from "./client.ts";
import { emptyLedger, type Simulated } from "./database.ts";
import { type Call, createProvider } from "./provider.ts";
import type { Run, Verdict } from "./verdict.ts";
import { watchCall } from "./watch-call.ts";
import { rates, startWorker, type Worker } from "./worker.ts";
import { createWorld, type World } from "./world.ts";

const start = Date.UTC(2026, 0, 2, 8, 31, 5);
const stormMs = 60_000;
const calmMs = 15 * 60_000;
const unreportedMs = 74 * 3_600_000;
const clientCount = 20;
const workerCount = 3;

/** Plays one seed on an empty ledger: the real statements and the real dispatcher, in virtual time. */
export async function runSeed(simulated: Simulated, seed: number): Promise<Run> {
  const { database, time } = simulated;
  time.now = start;
  await emptyLedger(database, new Date(start));
  const verdict = await play(createWorld(simulated, seed));
  return { seed, ...verdict, digest: await digestOf(database) };
}

async function play(world: World): Promise<Verdict> {
  const { clock, random, database } = world;
  const outside = world.newDoor();
  const calls: Call[] = [];
  const broken: string[] = [];

  const providers = ["one", "two"].map((kind) =>
    createProvider(kind, {
      ...world,
      called: async (call) => {
        calls.push(call);
        broken.push(...(await watchCall(world, call)));
      },
      report: async (facts) => {
        await applyReports(outside.database, kind, facts, {
          newId: world.newId,
          random: random.next,
        });
      },
    }),
  );
  const team = Array.from({ length: workerCount }, () => startWorker(world, providers));
  const clients = Array.from({ length: clientCount }, (_, n) =>
    startClient(world, outside.database, n, stormMs, acceptAt(world, outside.database, team)),
  );
  void replaceWorkers(world, team, providers, broken);
  void keepUp(world, outside.database);

  await clock.runUntil(start + stormMs);
  world.calmDown();
  const [stopped] = team;
  void stopped?.stop().then((left) => broken.push(...left));
  await clock.runUntil(start + stormMs + calmMs);
  for (const worker of team) worker.kill();
  outside.kill();

  // What nobody reported on ends after its window.
  clock.jump(start + unreportedMs);
  await expireUnreported(database);
  const promised = clients.flatMap((client) => client.promised);
  const asked = clients.reduce((sum, client) => sum + client.asked, 0);
  const verdict = await checkLedger(database, { asked, promised, calls, rates });
  return { ...verdict, broken: [...broken, ...verdict.broken] };
}

/** Takes messages in at a process that also dispatches, where it has room, or at one that does not. */
function acceptAt({ random, newId }: World, database: Database, team: readonly Worker[]): Accept {
  return async (messages) => {
    const worker = random.chance(0.5) ? team[random.below(team.length)] : undefined;
    const accepted = await acceptMessages(database, messages, newId, worker?.leaseFor);
    worker?.take(bornChunks(messages, accepted));
    for (const each of team)
      if (random.chance(0.5)) for (const { lane } of messages) each.wake(lane);
    return accepted;
  };
}

/** As long as the storm lasts, workers are killed or stopped, and others take their places. */
async function replaceWorkers(
  world: World,
  team: Worker[],
  providers: readonly SmsProvider[],
  broken: string[],
): Promise<void> {
  const { clock, random } = world;
  for (;;) {
    await clock.delay(2000 + random.below(12_000));
    if (world.isCalm()) return;
    const at = random.below(team.length);
    const replaced = team[at];
    team[at] = startWorker(world, providers);
    if (random.chance(0.7)) replaced?.kill();
    else void replaced?.stop().then((left) => broken.push(...left));
  }
}

/** What every process does every few seconds. */
async function keepUp({ clock, work, random, newId }: World, database: Database): Promise<void> {
  for (;;) {
    await clock.poll(5000, work.upkeepDue);
    await reapDispatches(database, { newId, random: random.next }).catch(() => {});
    await matchParkedReports(database).catch(() => {});
  }
}

/** Everything that happened, but the numbers of transactions, which go on from run to run. */
async function digestOf({ orm }: Database): Promise<string> {
  const [row] = await orm.execute<{ digest: string }>(sql`
    select md5(string_agg(concat_ws('|', message_id, name, type, at, data), ';'
      order by message_id, name, at)) as digest
    from told_events
    cross join lateral (select regexp_replace(key, '^expired:.*', 'expired') as name) named`);
  return row?.digest ?? "";
}
