import { join } from "node:path";
import { startPostgres } from "@nx/core/testing";
import { ledger } from "./ledger/engine.ts";
import { ledgerOverHttp } from "./ledger/http.ts";
import { round } from "./load.ts";
import { kannelSpool } from "./peers/kannel.ts";
import { kinds } from "./peers/kinds.ts";
import { measureAccepts, measureWholePath } from "./peers/measure-http.ts";
import type { HttpPeer, PeerRun } from "./peers/peer.ts";
import { toPeer } from "./peers/run-engine.ts";
import { toHttpPeer } from "./peers/serve-engine.ts";

const rounds = 3;
const peerNames = ["pg-boss, batched", "graphile-worker, a job per batch", "BullMQ, tuned batches"];

/**
 * The life of messages, and accepts over HTTP, beside the peers in the same run: medians of rounds in
 * which each has its turn. `bun run bench ledger 20000` takes so many messages; 100,000 by default.
 */
export async function benchLedger(): Promise<object> {
  const messages = Number(Bun.argv[3] ?? 100_000);
  const given = process.env["DATABASE_URL"];
  const postgres = given ? undefined : await startPostgres({ settings: { shared_buffers: "1GB" } });
  const databaseUrl = given ?? postgres?.url ?? "";
  const engines = [ledger, ...kinds.filter(({ name }) => peerNames.includes(name))];

  const lives: Record<string, object> = {};
  const runs = new Map<string, { one: PeerRun[]; two: PeerRun[] }>();
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const kind of engines) {
      const peer = toPeer(kind);
      const known = runs.get(kind.name) ?? { one: [], two: [] };
      known.one.push(await peer.run({ databaseUrl, messages, workers: 1 }));
      known.two.push(await peer.run({ databaseUrl, messages, workers: 2 }));
      runs.set(kind.name, known);
    }
  }
  for (const [name, { one, two }] of runs) {
    lives[name] = {
      "msg/s, 1 worker": Math.round(messages / median(one, (run) => run.lifeSeconds)),
      "2 workers": Math.round(messages / median(two, (run) => run.lifeSeconds)),
      "accepts/s": Math.round(messages / median(one, (run) => run.acceptSeconds)),
      "CPU ms per 1,000": round(
        (median(one, ({ cpu }) => cpu.client + cpu.server) * 1000) / messages,
      ),
      "WAL bytes per message": Math.round(median(one, (run) => run.walBytes) / messages),
    };
  }
  const http: Record<string, object> = {};
  const load = { databaseUrl, messages: Math.min(messages, 40_000), accepts: "grouped" as const };
  const overHttp: readonly HttpPeer[] = [
    ledgerOverHttp,
    ...engines.filter((kind) => kind !== ledger).map(toHttpPeer),
  ];
  for (const peer of overHttp) {
    const { others: _, ...accepts } = await measureAccepts(peer, load);
    http[`${peer.name}: single accepts`] = accepts;
  }
  for (const peer of [...overHttp, kannelSpool]) {
    const { others: _, ...path } = await measureWholePath(peer, load);
    http[`${peer.name}: whole path`] = path;
  }
  await postgres?.stop();
  console.table(lives);
  return { ...http, "@nx/gateway on PGlite": await onPglite(messages) };
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

function median<T>(list: readonly T[], of: (item: T) => number): number {
  const sorted = list.map(of).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
