import { afterEach, expect, test } from "bun:test";
import { connect } from "node:net";
import { createLogger } from "@nx/core";
import { problems } from "@nx/core/elysia";
import { Elysia } from "elysia";
import type { EventPage } from "../events/schemas.ts";
import type { Gateway } from "../gateway.ts";
import { done, refused } from "../problems.ts";
import { eventsController } from "./events.ts";

const opened: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const app of opened.splice(0)) await app.stop();
});

/** A server over these pages; resolves to its port. */
const serve = (events: Gateway["events"]): number => {
  const app = new Elysia({ normalize: false })
    .use(problems({ logger: createLogger({ level: "silent" }) }))
    .use(eventsController({ gateway: { events }, organization: () => "organization" }))
    .listen({ hostname: "127.0.0.1", port: 0 });
  opened.push(app);
  return app.server?.port ?? 0;
};
const urlOf = (port: number) => `http://127.0.0.1:${port}/events/stream`;
const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
};

test("pages become events, and a page without any becomes a comment that moves the id", async () => {
  let asked: unknown;
  const port = serve(async (organizationId, { after, types }) => {
    asked = { organizationId, after, types };
    return done(
      (async function* (): AsyncGenerator<EventPage> {
        yield { cursor: "a", events: [] };
        const event = { type: "message.sent", id: "msg_1", at: "2026-01-02T08:31:05.000Z" };
        yield { cursor: "c", events: [{ cursor: "b", event }] };
      })(),
    );
  });
  const reply = await fetch(`${urlOf(port)}?types=message.sent,message.inbound`, {
    headers: { "last-event-id": "z" },
  });
  expect(await reply.text()).toBe(
    'retry: 2000\n: \nid: a\n\nid: b\nevent: message.sent\ndata: {"type":"message.sent","id":"msg_1","at":"2026-01-02T08:31:05.000Z"}\n\n',
  );
  expect(asked).toEqual({
    organizationId: "organization",
    after: "z",
    types: ["message.sent", "message.inbound"],
  });
  expect(reply.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(reply.headers.get("cache-control")).toBe("no-store");
  expect(reply.headers.get("x-accel-buffering")).toBe("no");
});

test("what cannot be streamed is a problem before the stream begins", async () => {
  const port = serve(async () => refused("invalid_cursor"));
  const wrongCursor = await fetch(urlOf(port), { headers: { "last-event-id": "1" } });
  expect(wrongCursor.status).toBe(400);
  expect(await wrongCursor.json()).toMatchObject({ code: "invalid_cursor" });
  const wrongType = await fetch(`${urlOf(port)}?types=message.sent,message.eaten`);
  expect(wrongType.status).toBe(400);
  expect(await wrongType.json()).toMatchObject({
    code: "invalid_request",
    errors: [{ path: "/types", code: "bad_format" }],
  });
});

test("a client that goes away while nothing happens frees its reader", async () => {
  const returned = Promise.withResolvers<void>();
  const port = serve(async (_, { signal }) =>
    done(
      (async function* (): AsyncGenerator<EventPage> {
        try {
          yield { cursor: "a", events: [] };
          await new Promise<void>((resolve) =>
            signal.addEventListener("abort", () => resolve(), { once: true }),
          );
        } finally {
          returned.resolve();
        }
      })(),
    ),
  );
  const client = new AbortController();
  const reply = await fetch(urlOf(port), { signal: client.signal });
  await reply.body?.getReader().read();
  client.abort();
  await returned.promise;
});

test("for a client that does not read, hardly anything is read, and nothing once it has gone", async () => {
  let pages = 0;
  const returned = Promise.withResolvers<void>();
  const event = { type: "message.sent", id: "msg_1", at: "x".repeat(64 * 1024) };
  const port = serve(async () =>
    done(
      (async function* (): AsyncGenerator<EventPage> {
        try {
          for (;;) {
            pages += 1;
            yield { cursor: "a", events: [{ cursor: "b", event }] };
          }
        } finally {
          returned.resolve();
        }
      })(),
    ),
  );
  const client = connect(port, "127.0.0.1");
  client.pause();
  client.write("GET /events/stream HTTP/1.1\r\nhost: localhost\r\n\r\n");
  let before = -1;
  while (before !== pages || pages === 0) {
    before = pages;
    await turns(2000);
  }
  // What fits into the buffers of two sockets.
  expect(pages).toBeLessThan(500);
  client.destroy();
  await returned.promise;
});
