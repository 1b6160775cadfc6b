import { startPostgres } from "@nx/core/testing";
import { ledger } from "./ledger/engine.ts";
import { toPeer } from "./peers/run-engine.ts";
import { kinds } from "./peers/kinds.ts";
const n = Number(Bun.argv[2] ?? 20000);
const postgres = await startPostgres({ settings: { shared_buffers: "1GB", ...(process.env.PGSET ? JSON.parse(process.env.PGSET) : {}) } });
for (const kind of kinds.filter(({ name }) => (Bun.argv[3] ?? "gateway").split(",").some((part) => name.includes(part)))) for (const workers of [1, 2] as const) {
  const r = await toPeer(kind).run({ databaseUrl: postgres.url, messages: n, workers });
  console.log(kind.name, workers, { life: Math.round(n / r.lifeSeconds), accept: Math.round(n / r.acceptSeconds), client: r.cpu.client * 1000 / n, server: r.cpu.server * 1000 / n, wal: Math.round(r.walBytes / n) });
}
await postgres.stop();
process.exit(0);
