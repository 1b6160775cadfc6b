import { createLogger, type Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { SmsCategory } from "mq-sms";
import { createCircuits } from "../packages/gateway/src/dispatch/circuits.ts";
import { createDispatcher, type Dispatcher } from "../packages/gateway/src/dispatch/dispatcher.ts";
import {
  acceptMessages,
  type Lane,
  type NewMessage,
} from "../packages/gateway/src/ledger/accept.ts";
import { cancelMessages } from "../packages/gateway/src/ledger/cancel.ts";
import { expireUnreported } from "../packages/gateway/src/ledger/expire.ts";
import { reapDispatches } from "../packages/gateway/src/ledger/reap.ts";
import { applyReports, matchParkedReports } from "../packages/gateway/src/ledger/report.ts";
import { checkWorld, type Verdict } from "./check.ts";
import { createClock } from "./clock.ts";
import { createDoor, type Door, type DoorFaults } from "./door.ts";
import { createProvider } from "./provider.ts";
import { createRandom } from "./random.ts";

/** A verdict, and a digest of everything that happened: the same for the same seed. */
export interface Run extends Verdict {
  readonly seed: number;
  readonly digest: string;
}

const start = Date.UTC(2026, 0, 2, 8, 31, 5);
const stormMs = 60_000;
const calmMs = 15 * 60_000;
const hour = 3_600_000;
const workers = 3;
const calmFactor = 8;

/** Plays one seed on an empty ledger: the real statements and the real dispatcher, in virtual time. */
export async function runSeed(shared: Database, seed: number): Promise<Run> {
  const random = createRandom(seed);
  const clock = createClock(start);
  const setTime = async (now: number): Promise<void> => {
    const at = new Date(now).toISOString();
    await shared.orm.execute(sql`select set_config('sim.now', ${at}, false)`);
  };
  await empty(shared);
  await setTime(start);

  const stormy: DoorFaults = { notRun: 0.02, runAndLost: 0.03 };
  const calm: DoorFaults = { notRun: 0, runAndLost: 0 };
  const weather: DoorFaults = { ...stormy };
  let isCalm = false;
  const newDoor = (): Door => createDoor(shared, clock, random, weather);
  const newId = (): string => uuidOf(clock.now(), random.next);
  const outside = newDoor();

  const providers = ["one", "two"].map((kind) =>
    createProvider(
      kind,
      clock,
      random,
      async (facts) => {
        await applyReports(outside.database, kind, facts, { newId, random: random.next });
      },
      () => isCalm,
    ),
  );
  const now = () => new Date(clock.now());
  const logger = createLogger({ level: "silent" });
  const startWorker = (): { door: Door; dispatcher: Dispatcher } => {
    const door = newDoor();
    const dispatcher = createDispatcher({
      database: door.database,
      routing: () => ({
        accounts: providers.map((provider) => ({ id: provider.kind, provider, window: 8 })),
        rules: [],
      }),
      circuits: createCircuits(door.database, now),
      unseal: async () => undefined,
      newId,
      timing: {
        callSeconds: 20,
        leaseSeconds: 35,
        pollMs: 5000,
        retryMs: 500,
        stopMs: 8000,
        // When nothing happens any more, looking for it less often changes nothing but the time it takes.
        delay: (ms) => clock.delay(isCalm ? ms * calmFactor : ms),
        random: random.next,
      },
      logger,
      now,
    });
    dispatcher.start();
    return { door, dispatcher };
  };
  const team = Array.from({ length: workers }, startWorker);

  const promised = new Map<string, string>();
  const client = async (n: number): Promise<void> => {
    await clock.delay(random.below(stormMs));
    const category = random.pick<SmsCategory>(["otp", "transactional", "promotional"]);
    const lane: Lane = category === "otp" ? 0 : category === "transactional" ? 1 : 2;
    const key = `key-${n}`;
    const message = (): NewMessage => ({
      organizationId: organizations[n % organizations.length] ?? "",
      id: newId(),
      lane,
      category,
      recipient: `+8491${String(1_000_000 + n)}`,
      body: `Message ${n}`,
      encoding: "GSM-7",
      segments: 1,
      validitySeconds: category === "otp" ? 300 : 86_400,
      idempotency: { route: "messages", key, fingerprint: "00000000-0000-0000-0000-000000000001" },
    });
    for (;;) {
      const asked = message();
      try {
        const [accepted] = await acceptMessages(outside.database, [asked], newId);
        // A duplicate is an earlier try of ours whose answer was lost.
        if (accepted?.kind === "stored") promised.set(key, asked.id);
        break;
      } catch {
        await clock.delay(1000);
      }
    }
    for (const { dispatcher } of team) if (random.chance(0.5)) dispatcher.wake(lane);
    if (random.chance(0.1)) {
      await clock.delay(random.below(3000));
      const id = promised.get(key);
      if (id)
        await cancelMessages(outside.database, message().organizationId, [id]).catch(() => {});
    }
  };
  for (let n = 0; n < 24; n += 1) void client(n);

  const killer = async (): Promise<void> => {
    while (!isCalm) {
      await clock.delay(2000 + random.below(12_000));
      const at = random.below(team.length);
      team[at]?.door.kill();
      team[at] = startWorker();
    }
  };
  void killer();
  const upkeep = async (): Promise<void> => {
    for (;;) {
      await clock.delay(isCalm ? 5000 * calmFactor : 5000);
      await reapDispatches(outside.database, { newId, random: random.next }).catch(() => {});
      await matchParkedReports(outside.database).catch(() => {});
    }
  };
  void upkeep();

  await clock.runUntil(start + stormMs, setTime);
  isCalm = true;
  Object.assign(weather, calm);
  await clock.runUntil(start + stormMs + calmMs, setTime);
  for (const { door } of team) door.kill();
  outside.kill();
  // What nobody reported on ends after its window.
  await setTime(start + 74 * hour);
  while (!(await expireUnreported(shared)));

  const taken = providers.flatMap((provider) => provider.taken);
  const delivered = new Set(providers.flatMap((provider) => [...provider.delivered]));
  const verdict = await checkWorld(shared, promised, taken, delivered);
  return { seed, ...verdict, digest: await digestOf(shared) };
}

const organizations = [
  "01940000-0000-7000-8000-000000000001",
  "01940000-0000-7000-8000-000000000002",
  "01940000-0000-7000-8000-000000000003",
];

async function empty(database: Database): Promise<void> {
  await database.orm.execute(sql`
    truncate messages, message_events, message_queue, message_dispatches, message_submissions,
      parked_reports, idempotency_keys, dead_letters, message_sweeps, account_states`);
}

/** A UUIDv7 of a moment, all of its chance from the seed. */
function uuidOf(ms: number, next: () => number): string {
  const time = ms.toString(16).padStart(12, "0");
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
}

/** Everything that happened but how long calls took, which is real time. */
async function digestOf(database: Database): Promise<string> {
  const rows = await database.orm.execute<{ digest: string }>(sql`
    select md5(string_agg(concat_ws('|', message_id, key, type, at, data - 'tookMs'), ';'
      order by message_id, key)) as digest
    from message_events`);
  return rows[0]?.digest ?? "";
}
