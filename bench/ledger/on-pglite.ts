/** The life of messages in one process on an embedded database: `bun on-pglite.ts <messages>`. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger, migrate, openDatabase } from "@nx/core";
import { createGateway } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { load } from "../load.ts";
import { inBatches, makeMessages } from "../peers/messages.ts";
import { createReportingProvider } from "./report-later.ts";

const batch = 500;
const messages = Number(Bun.argv[2]);
const folder = await mkdtemp(join(tmpdir(), "bench-pglite-"));
const database = await openDatabase({ url: join(folder, "data"), acquireTimeoutMs: 60_000 });
await migrate(database);
const account = "in-process";
const all = Promise.withResolvers<void>();
let delivered = 0;
const provider = createReportingProvider(
  (reports) => gateway.receive("", account, { reports, inbound: [], consents: [] }),
  (count) => {
    delivered += count;
    if (delivered === messages) all.resolve();
  },
);
const gateway = createGateway({
  database,
  routing: () => ({ accounts: [{ id: account, provider, window: 2000 }], rules: [] }),
  logger: createLogger({ level: "error" }),
});
gateway.start();

const started = performance.now();
await load(inBatches(makeMessages(messages), batch), 2, 202, async (together) => {
  const [{ organizationId } = { organizationId: "" }] = together;
  const { rejected } = await gateway.sendBatch(organizationId, {
    messages: together.map(({ recipient, sender, body, key }) => ({
      to: recipient,
      from: sender,
      body,
      idempotencyKey: key,
    })),
  });
  if (rejected.length > 0) throw new Error(`Refused: ${rejected[0]?.code}`);
  return 202;
});
await all.promise;
const seconds = (performance.now() - started) / 1000;

await gateway.stop();
await provider.stop();
const [counted] = await database.orm.execute<{ delivered: number; events: number }>(sql`
  select (select count(*)::int from messages where status = 'DELIVERED') as delivered,
    (select count(*)::int from told_events) as events`);
if (counted?.delivered !== messages || counted.events !== 3 * messages)
  throw new Error(`Of ${messages}: ${JSON.stringify(counted)}`);
await database.close();
await rm(folder, { recursive: true });
console.log(
  JSON.stringify({
    "msg/s, one process": Math.round(messages / seconds),
    "MiB at most": Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);
process.exit(0);
