import { join } from "node:path";
import { startPostgres } from "@nx/core/testing";
import { atLeast, atMost } from "./budget.ts";
import { ledger } from "./ledger/engine.ts";
import { ledgerOverHttp } from "./ledger/http.ts";
import { type LoadResult, round } from "./load.ts";
import { median } from "./median.ts";
import { bare } from "./peers/bare.ts";
import { bullmqDocumented, bullmqTuned } from "./peers/bullmq.ts";
import { countFor, type EngineKind } from "./peers/engine.ts";
import { graphileWorkerBatchJobs } from "./peers/graphile-worker.ts";
import { kannelSpool } from "./peers/kannel.ts";
import { measureAccepts, measureWholePath } from "./peers/measure-http.ts";
import type { PeerRun } from "./peers/peer.ts";
import { pgBossBatched, pgBossDocumented } from "./peers/pg-boss.ts";
import { toPeer } from "./peers/run-engine.ts";
import { toHttpPeer } from "./peers/serve-engine.ts";

const rounds = 5;
const mostOverHttp = 40_000;
const kinds = [ledger, bare, graphileWorkerBatchJobs, pgBossBatched, bullmqTuned, bullmqDocumented];

/**
 * The life of messages, and accepts over HTTP, beside the peers in the same run: medians of rounds in
 * which each has its turn, and what they say of the budgets. `bun run bench ledger 20000` takes so many
 * messages; 100,000 by default.
 */
export async function benchLedger(): Promise<object> {
  const messages = Number(Bun.argv[3] ?? 100_000);
  const given = process.env["DATABASE_URL"];
  const postgres = given ? undefined : await startPostgres({ settings: { shared_buffers: "1GB" } });
  const databaseUrl = given ?? postgres?.url ?? "";
  const lives = await measureLives(databaseUrl, messages);
  const accepts = await measureAccepting(databaseUrl, Math.min(messages, mostOverHttp));
  const paths = await measurePaths(databaseUrl, Math.min(messages, mostOverHttp));
  await postgres?.stop();
  const pglite = await onPglite(messages);
  for (const table of [lives, accepts, paths, { "@nx/gateway on PGlite": pglite }])
    console.table(table);
  return budgetsOf(lives, accepts, paths);
}

interface Life {
  readonly "msg/s, 1 worker": number;
  readonly "2 workers": number;
  readonly "accepts/s": number;
  readonly "CPU ms per 1,000": number;
  readonly "of it servers": number;
  readonly "WAL bytes per message": number;
}

interface OverHttp {
  readonly "per second": number;
  readonly "p50 ms": number;
  readonly "p99 ms": number;
}

async function measureLives(databaseUrl: string, messages: number): Promise<Record<string, Life>> {
  const runs = kinds.map((kind) => ({ kind, one: Array.of<PeerRun>(), two: Array.of<PeerRun>() }));
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const { kind, one, two } of inTurn(runs, turn)) {
      const peer = toPeer(kind);
      const load = { databaseUrl, messages: countFor(kind, messages) };
      for (const workers of inTurn([1, 2] as const, turn)) {
        (workers === 1 ? one : two).push(await peer.run({ ...load, workers }));
      }
    }
  }
  return Object.fromEntries(runs.map(({ kind, one, two }) => [kind.name, toLife(one, two)]));
}

const toLife = (one: readonly PeerRun[], two: readonly PeerRun[]): Life => ({
  "msg/s, 1 worker": Math.round(median(one, (run) => run.messages / run.lifeSeconds)),
  "2 workers": Math.round(median(two, (run) => run.messages / run.lifeSeconds)),
  "accepts/s": Math.round(median(one, (run) => run.messages / run.acceptSeconds)),
  "CPU ms per 1,000": round(median(one, (run) => (cpuOf(run) * 1000) / run.messages)),
  "of it servers": round(median(one, (run) => (run.cpu.server * 1000) / run.messages)),
  "WAL bytes per message": Math.round(median(one, (run) => run.walBytes / run.messages)),
});

const cpuOf = ({ cpu }: PeerRun): number => cpu.client + cpu.server;

/** Each as it is best used, and where only its accepts are measured, as its documentation shows it, too. */
async function measureAccepting(databaseUrl: string, messages: number) {
  const documented = [pgBossDocumented, bullmqDocumented].map((kind) => ({
    name: oneEach(kind),
    measure: async () => {
      const count = countFor(kind, messages);
      const load = { databaseUrl, messages: count, accepts: "each" as const };
      return toRow(await measureAccepts(toHttpPeer(kind), load));
    },
  }));
  const load = { databaseUrl, messages, accepts: "grouped" as const };
  const grouped = groupedPeers.map((peer) => ({
    name: peer.name,
    measure: async () => toRow(await measureAccepts(peer, load)),
  }));
  return inRounds([...grouped, ...documented]);
}

async function measurePaths(databaseUrl: string, messages: number) {
  const load = { databaseUrl, messages, accepts: "grouped" as const };
  const paths = [...groupedPeers, kannelSpool].map((peer) => ({
    name: peer.name,
    measure: async () => {
      const { deliveredPerSecond, ...path } = await measureWholePath(peer, load);
      return toRow({ ...path, perSecond: deliveredPerSecond });
    },
  }));
  return inRounds(paths);
}

const groupedPeers = [ledgerOverHttp, ...[bare, pgBossBatched, bullmqTuned].map(toHttpPeer)];
const oneEach = ({ name }: EngineKind): string => `${name}, one each`;

const toRow = ({
  perSecond,
  p50,
  p99,
}: Pick<LoadResult, "perSecond" | "p50" | "p99">): OverHttp => ({
  "per second": perSecond,
  "p50 ms": p50,
  "p99 ms": p99,
});

interface Measured {
  readonly name: string;
  readonly measure: () => Promise<OverHttp>;
}

/** There and back: what runs after another finds the machine as that one left it. */
const inTurn = <T>(list: readonly T[], turn: number): readonly T[] =>
  turn % 2 === 0 ? list : list.toReversed();

/** The median of rounds in which each has its turn. */
async function inRounds(measured: readonly Measured[]): Promise<Record<string, OverHttp>> {
  const rows = measured.map(({ name, measure }) => ({ name, measure, runs: Array.of<OverHttp>() }));
  for (let turn = 0; turn < rounds; turn += 1)
    for (const { measure, runs } of inTurn(rows, turn)) runs.push(await measure());
  return Object.fromEntries(
    rows.map(({ name, runs }) => [
      name,
      {
        "per second": median(runs, (run) => run["per second"]),
        "p50 ms": median(runs, (run) => run["p50 ms"]),
        "p99 ms": median(runs, (run) => run["p99 ms"]),
      },
    ]),
  );
}

/** What was to be reached. Ratios hold for any machine, numbers for the one they were set on. */
function budgetsOf(
  lives: Readonly<Record<string, Life>>,
  accepts: Readonly<Record<string, OverHttp>>,
  paths: Readonly<Record<string, OverHttp>>,
): object {
  const life = (kind: EngineKind) => found(lives, kind.name);
  const own = life(ledger);
  const [accept, path] = [found(accepts, ledger.name), found(paths, ledger.name)];
  const times = (kind: EngineKind) => own["msg/s, 1 worker"] / life(kind)["msg/s, 1 worker"];
  const rate = (of: OverHttp, by: OverHttp) => of["per second"] / by["per second"];
  const documented = (kind: EngineKind) => found(accepts, oneEach(kind));
  return {
    "life: times the bare design": atLeast(times(bare), 0.6),
    "life: times pg-boss": atLeast(times(pgBossBatched), 2),
    "life: times BullMQ, tuned": atLeast(times(bullmqTuned), 3),
    "life: times BullMQ as documented": atLeast(times(bullmqDocumented), 10),
    "life: messages/s": atLeast(own["msg/s, 1 worker"], 30_000),
    "life: 2 workers, times one": atLeast(own["2 workers"] / own["msg/s, 1 worker"], 1),
    "life: CPU us per message": atMost(own["CPU ms per 1,000"], 65),
    "life: WAL bytes per message": atMost(own["WAL bytes per message"], 3000),
    "accepts: per second": atLeast(accept["per second"], 15_000),
    "accepts: p99 ms": atMost(accept["p99 ms"], 15),
    "accepts: times BullMQ as documented": atLeast(rate(accept, documented(bullmqDocumented)), 3),
    "accepts: times pg-boss as documented": atLeast(rate(accept, documented(pgBossDocumented)), 5),
    "path: per second": atLeast(path["per second"], 10_000),
    "path: times Kannel with spool": atLeast(rate(path, found(paths, kannelSpool.name)), 3.5),
    "path: times pg-boss": atLeast(rate(path, found(paths, pgBossBatched.name)), 1.5),
  };
}

function found<T>(rows: Readonly<Record<string, T>>, name: string): T {
  const row = rows[name];
  if (row === undefined) throw new Error(`Nothing was measured of "${name}"`);
  return row;
}

/** The same in one process on the embedded database, which never waits for the disk. */
async function onPglite(messages: number): Promise<object> {
  const script = join(import.meta.dir, "ledger/on-pglite.ts");
  const run = Bun.spawn([process.execPath, script, String(messages)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const row: unknown = JSON.parse(await run.stdout.text());
  if (typeof row !== "object" || row === null) throw new Error("It measured nothing");
  return row;
}
