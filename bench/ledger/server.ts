/** A process that accepts at the gateway's own routes: `bun server.ts <database>`. */
import { createLogger, migrate, openDatabase } from "@nx/core";
import { problems, requestId, securityHeaders } from "@nx/core/elysia";
import { gatewayController } from "@nx/gateway/elysia";
import { sql } from "drizzle-orm";
import { Elysia } from "elysia";
import { createAcceptor } from "./engine.ts";

const [, , databaseUrl = ""] = Bun.argv;
const database = await openDatabase({ url: databaseUrl, poolSize: 6 });
await database.orm.execute(sql`drop schema if exists public cascade`);
await database.orm.execute(sql`create schema public`);
await migrate(database);
const logger = createLogger({ level: "error" });
const organizationId = Bun.randomUUIDv7();
const gateway = createAcceptor(database);
gateway.start();
const app = new Elysia({ normalize: false })
  .use(requestId())
  .use(securityHeaders())
  .use(problems({ logger }))
  .group("/v1", (v1) => v1.use(gatewayController({ gateway, organization: () => organizationId })))
  .listen({ port: 0, hostname: "127.0.0.1" });

process.on("disconnect", () => process.exit(0));
process.send?.({ port: app.server?.port ?? 0 });
