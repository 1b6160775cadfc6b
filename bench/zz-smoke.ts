import { openDatabase, migrate, newUuid, createLogger, systemClock } from "@nx/core";
import { startPostgres } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { acceptMessages, lanes, type NewMessage } from "/work/main/packages/gateway/src/ledger/accept.ts";
import { createDispatcher } from "/work/main/packages/gateway/src/dispatch/dispatcher.ts";
import { createCircuits } from "/work/main/packages/gateway/src/dispatch/circuits.ts";
import { systemTiming } from "/work/main/packages/gateway/src/dispatch/timing.ts";
import { applyReports } from "/work/main/packages/gateway/src/ledger/report.ts";
const N = Number(process.argv[2] ?? 20000);
const kind = process.argv[3] ?? "postgres";
const server = kind === "postgres" ? await startPostgres({ settings: { shared_buffers: "1GB", ...(process.env.PGSET ? JSON.parse(process.env.PGSET) : {}) } }) : undefined;
const database = await openDatabase({ url: server?.url ?? "memory://" });
await migrate(database);
const newId = () => newUuid(systemClock);
const org = newId();
const names: string[] = [];
const provider = {
  kind: "bench",
  capabilities: { deliveryReports: true, inbound: false, callbackProof: "token" as const, echoesAttempt: false, lookup: false, balance: false, health: false, unicode: true, maxTextLength: 1600, idempotency: "none" as const },
  send: async (m: { id: string }) => { names.push(m.id); return { kind: "accepted" as const, providerMessageIds: ["p" + m.id] }; },
};
let shown=0; const show = (f: {event: string; error?: unknown}) => { if (shown++ < 4) console.error(f.event, (f.error as Error)?.message, (f.error as Error)?.stack?.slice(0,300)); }; const logger = { debug: show, info: show, warn: show, error: show };
const circuits = createCircuits(database, () => new Date());
const dispatcher = createDispatcher({ database, circuits, newId, timing: systemTiming, logger, now: () => new Date(), unseal: async () => undefined,
  routing: () => ({ accounts: [{ id: "bench", provider, window: 1000 }], rules: [] }) });
const wal = async () => server ? (await database.orm.execute<{ l: string }>(sql`select pg_current_wal_lsn() - '0/0'::pg_lsn as l`))[0]!.l : 0;
const t0 = performance.now(); const w0 = Number(await wal());
const batch = 500;
const messages = (n: number): NewMessage[] => Array.from({ length: n }, (_, i) => ({ organizationId: org, id: newId(), lane: lanes.bulk, category: "transactional" as const,
  recipient: "+8491234" + String(1000 + (i % 9000)), body: "Kinh gui phu huynh, hoc phi thang nay la 1.250.000 dong, han nop ngay 30/11. Xin cam on va kinh chao quy vi.", encoding: "GSM-7" as const, segments: 1, validitySeconds: 86400,
  idempotency: { route: "messages", key: newId(), fingerprint: newId() } }));
let queue: Promise<unknown>[] = [];
for (let i = 0; i < N; i += batch) {
  queue.push(acceptMessages(database, messages(Math.min(batch, N - i)), { newId }));
  if (queue.length === 2) { await queue.shift(); }
}
await Promise.all(queue);
const t1 = performance.now(); const w1 = Number(await wal());
const c0 = process.cpuUsage(); dispatcher.start();
while (true) {
  const [row] = await database.orm.execute<{ q: number; d: number }>(sql`select (select count(*)::int from message_queue) q, (select count(*)::int from message_dispatches) d`);
  if (row!.q === 0 && row!.d === 0) break;
  await Bun.sleep(20);
}
const c1 = process.cpuUsage(c0); console.log("client cpu s", (c1.user + c1.system) / 1e6, "wall", (performance.now() - t1) / 1000); const t2 = performance.now(); const w2 = Number(await wal());
for (let i = 0; i < names.length; i += 500) {
  queue.push(applyReports(database, "bench", names.slice(i, i + 500).map((id) => ({ status: "delivered" as const, providerMessageId: "p" + id }))));
  if (queue.length >= 2) await queue.shift();
}
await Promise.all(queue);
const t3 = performance.now(); const w3 = Number(await wal());
const rate = (a: number, b: number) => Math.round(N / ((b - a) / 1000));
console.log({ accept: rate(t0, t1), dispatch: rate(t1, t2), report: rate(t2, t3), total: rate(t0, t3), wal: [(w1 - w0) / N, (w2 - w1) / N, (w3 - w2) / N, (w3 - w0) / N].map(Math.round), rss: Math.round(process.memoryUsage().rss / 1e6) });
console.log([...await database.orm.execute(sql`select status, count(*)::int, min(progress::text) p from messages group by 1`)], [...await database.orm.execute(sql`select type, count(*)::int from message_events group by 1`)]);
console.log([...await database.orm.execute(sql`select * from messages limit 1`)], [...await database.orm.execute(sql`select * from message_events limit 3`)]);
await dispatcher.stop(); await database.close(); await server?.stop();
process.exit(0);
