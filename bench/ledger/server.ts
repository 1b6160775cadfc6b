/** The gateway's own routes over HTTP: `bun server.ts <database> <workers 0 | 1>`, told apart by IPC. */
import { createLogger, migrate, openDatabase } from "@nx/core";
import { problems, requestId, securityHeaders } from "@nx/core/elysia";
import { createGateway } from "@nx/gateway";
import { gatewayController } from "@nx/gateway/elysia";
import { sql } from "drizzle-orm";
import { Elysia } from "elysia";
import { createReportingProvider } from "./report-later.ts";

const [, , databaseUrl = "", workers = "0"] = Bun.argv;
const database = await openDatabase({ url: databaseUrl, poolSize: 6 });
await database.orm.execute(sql`drop schema if exists public cascade`);
await database.orm.execute(sql`create schema public`);
await migrate(database);
const logger = createLogger({ level: "error" });
const account = "in-process";
const organizationId = Bun.randomUUIDv7();
const provider = createReportingProvider(
  (reports) => gateway.receive(organizationId, account, { reports, inbound: [], consents: [] }),
  (delivered) => process.send?.({ delivered }),
);
const gateway = createGateway({
  database,
  routing: () => ({ accounts: [{ id: account, provider, window: 2000 }], rules: [] }),
  logger,
  dispatch: workers !== "0",
});
gateway.start();
const app = new Elysia({ normalize: false })
  .use(requestId())
  .use(securityHeaders())
  .use(problems({ logger }))
  .group("/v1", (v1) => v1.use(gatewayController({ gateway, organization: () => organizationId })))
  .listen({ port: 0, hostname: "127.0.0.1" });

process.on("disconnect", () => process.exit(0));
process.send?.({ port: app.server?.port ?? 0 });
