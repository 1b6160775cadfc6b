/**
 * `bun bench/peers/main.ts 20000 [part of a name]` runs the peers of the ledger and prints what they
 * came to. Uses the server that DATABASE_URL names, or one of its own with default durability. They
 * share the machine with PostgreSQL and with whatever else runs there: compare only within one run.
 */
import { startPostgres } from "@nx/core/testing";
import { round } from "../load.ts";
import { countFor } from "./engine.ts";
import { kannelFile, kannelMemory, kannelSpool } from "./kannel.ts";
import { kinds } from "./kinds.ts";
import { measureAccepts, measureWholePath } from "./measure-http.ts";
import type { PeerRun } from "./peer.ts";
import { toPeer } from "./run-engine.ts";
import { toHttpPeer } from "./serve-engine.ts";

const messages = Number(Bun.argv[2] ?? 20_000);
const wanted = kinds.filter(({ name }) => name.includes(Bun.argv[3] ?? ""));
const kannel = [kannelSpool, kannelFile, kannelMemory].filter(({ name }) =>
  name.includes(Bun.argv[3] ?? ""),
);
const given = process.env["DATABASE_URL"];
const postgres = given ? undefined : await startPostgres({ settings: { shared_buffers: "1GB" } });
const databaseUrl = given ?? postgres?.url ?? "";

const lives: Record<string, object> = {};
const accepts: Record<string, object> = {};
const paths: Record<string, object> = {};

for (const kind of wanted) {
  const peer = toPeer(kind);
  const count = countFor(kind, messages);
  const one = await peer.run({ databaseUrl, messages: count, workers: 1 });
  const two = await peer.run({ databaseUrl, messages: count, workers: 2 });
  lives[kind.name] = toRow(one, two);
}
for (const kind of wanted) {
  const peer = toHttpPeer(kind);
  const options = { databaseUrl, messages: countFor(kind, messages) };
  const each = await measureAccepts(peer, { ...options, accepts: "each" });
  accepts[`${kind.name}: one each`] = withoutOthers(each);
  if (kind.acceptBatch === 1) continue;
  const grouped = await measureAccepts(peer, { ...options, accepts: "grouped" });
  accepts[`${kind.name}: grouped`] = withoutOthers(grouped);
  const path = await measureWholePath(peer, { ...options, accepts: "grouped" });
  paths[`${kind.name}: grouped`] = withoutOthers(path);
}
for (const peer of kannel) {
  const path = await measureWholePath(peer, { databaseUrl, messages, accepts: "each" });
  paths[peer.name] = withoutOthers(path);
}

await postgres?.stop();
for (const table of [lives, accepts, paths]) console.table(table);
console.log(JSON.stringify({ bench: "peers", lives, accepts, paths }));
process.exit(0);

function toRow(one: PeerRun, two: PeerRun) {
  const cpu = one.cpu.client + one.cpu.server;
  return {
    messages: one.messages,
    "msg/s, 1 worker": Math.round(one.messages / one.lifeSeconds),
    "2 workers": Math.round(two.messages / two.lifeSeconds),
    "accepts/s": Math.round(one.messages / one.acceptSeconds),
    "CPU ms per 1,000": round((cpu * 1000) / one.messages),
    "of it servers": round((one.cpu.server * 1000) / one.messages),
    "WAL bytes per message": Math.round(one.walBytes / one.messages),
  };
}

function withoutOthers<T extends { others: string }>({ others: _, ...rest }: T) {
  return rest;
}
