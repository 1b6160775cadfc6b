/** A process that accepts over HTTP: `bun server.ts <peer> <grouped | each> <database> <redis>`. */
import { Elysia, t } from "elysia";
import type { NewMessage } from "./engine.ts";
import { grouped } from "./grouped.ts";
import { kindNamed } from "./kinds.ts";

const [, , name, accepts, databaseUrl = "", redisUrl = ""] = Bun.argv;
const engine = await kindNamed(name).open({ databaseUrl, redisUrl });
const accept =
  accepts === "grouped"
    ? grouped((messages: readonly NewMessage[]) => engine.accept(messages))
    : (message: NewMessage) => engine.accept([message]);
const organizationId = Bun.randomUUIDv7();

const app = new Elysia()
  .post(
    "/messages",
    async ({ body, status }) => {
      const id = Bun.randomUUIDv7();
      await accept({
        id,
        organizationId,
        key: body.idempotencyKey,
        recipient: body.to,
        sender: "NXDEMO",
        body: body.body,
      });
      return status(202, { id, status: "QUEUED", to: body.to });
    },
    {
      body: t.Object({
        to: t.String({ pattern: "^\\+[0-9]{8,15}$" }),
        body: t.String({ minLength: 1, maxLength: 1600 }),
        idempotencyKey: t.String({ minLength: 1, maxLength: 100 }),
      }),
    },
  )
  .listen({ port: 0, hostname: "127.0.0.1" });

process.on("disconnect", () => process.exit(0));
process.send?.({ port: app.server?.port ?? 0 });
