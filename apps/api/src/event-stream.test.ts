import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestDatabase, type TestDatabase } from "@nx/core/testing";
import type { Simulator } from "@nx/simulator";
import {
  type ApiProcess,
  apiKey,
  field,
  keys,
  startApi,
  startTestSimulator,
  textField,
  vnpayAt,
} from "./testing/api-process.ts";

const phone = "+84912345678";
let simulator: Simulator;
let database: TestDatabase;
let api: ApiProcess;
beforeAll(async () => {
  simulator = await startTestSimulator();
  database = await createTestDatabase();
  api = await startApi({ ...keys, ...vnpayAt(simulator), DATABASE_URL: database.url });
}, 30_000);
afterAll(async () => {
  await api.end("SIGKILL");
  await simulator.stop();
  await database.drop();
});

interface Told {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
}

/** A client of the stream, as a browser reads it. */
const follow = async (query = "", lastEventId?: string) => {
  const gone = new AbortController();
  const reply = await fetch(`${api.url}/v1/events/stream${query}`, {
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(lastEventId !== undefined && { "last-event-id": lastEventId }),
    },
    signal: gone.signal,
  });
  const reader = reply.body?.getReader();
  if (reader === undefined) throw new Error("no stream");
  const decoder = new TextDecoder();
  let text = "";
  const told: Told[] = [];
  const next = async (): Promise<boolean> => {
    const { done, value } = await reader.read();
    text += decoder.decode(value, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const lines = new Map(block.split("\n").map((line) => [line.split(": ")[0], line]));
      const lineOf = (name: string) => lines.get(name)?.slice(name.length + 2) ?? "";
      if (lines.has("data"))
        told.push({ id: lineOf("id"), type: lineOf("event"), data: JSON.parse(lineOf("data")) });
    }
    return !done;
  };
  await next();
  return {
    reply,
    told,
    next,
    until: async (type: string) => {
      while (!told.some((each) => each.type === type) && (await next()));
    },
    leave: () => gone.abort(),
  };
};
const send = async () =>
  textField(
    (
      await api.call("POST", "/v1/messages", {
        body: { to: phone, body: "Ma khach hang 4711" },
        token: apiKey,
      })
    ).json,
    "id",
  );

test("a message is followed while it goes, and on from where the connection broke", async () => {
  const first = await follow();
  expect(first.reply.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(first.reply.headers.get("cache-control")).toBe("no-store");
  expect(first.reply.headers.get("x-accel-buffering")).toBe("no");
  const id = await send();
  await first.until("message.submitted");
  first.leave();
  expect(first.told.map(({ type }) => type)).toEqual(["message.queued", "message.submitted"]);
  expect(first.told.map(({ data }) => field(data, "id"))).toEqual([id, id]);
  expect(first.told[1]?.data).toMatchObject({ attempt: 1, account: "vnpay" });
  expect(JSON.stringify(first.told)).not.toMatch(/91234|4711/);

  const second = await follow("?types=message.submitted", first.told[0]?.id);
  await second.until("message.submitted");
  // A cursor also says when it was given out, so the same place may have two.
  const withoutCursors = (told: readonly Told[]) => told.map(({ type, data }) => ({ type, data }));
  expect(withoutCursors(second.told)).toEqual(withoutCursors(first.told.slice(1)));
  second.leave();
});

test("who may not, and what is no cursor, is told before the stream begins", async () => {
  const path = "/v1/events/stream";
  expect((await api.call("GET", path)).status).toBe(401);
  const headers = { "last-event-id": "17" };
  const unknown = await api.call("GET", path, { token: apiKey, headers });
  expect(unknown).toMatchObject({ status: 400, json: { code: "invalid_cursor" } });
  const reference = (await api.call("GET", "/openapi/json")).json;
  const replies = field(field(field(field(reference, "paths"), path), "get"), "responses");
  expect(field(replies, "200")).toMatchObject({
    content: { "text/event-stream": { schema: { $ref: "#/components/schemas/StreamEvent" } } },
  });
  const schemas = field(field(reference, "components"), "schemas");
  for (const name of ["StreamEvent", "ProblemBody"]) expect(field(schemas, name)).toBeDefined();
});

test("dead letters are listed and sent again", async () => {
  const call = (method: string, path: string, body?: unknown) =>
    api.call(method, `/v1/dead-letters${path}`, { body, token: apiKey });
  const stream = await follow("?types=message.rejected,message.failed");
  // By its last digits the simulator refuses it.
  const refused = await api.call("POST", "/v1/messages", {
    body: { to: "+84912000001", body: "Refused" },
    token: apiKey,
  });
  const id = textField(refused.json, "id");
  while (stream.told.length === 0) await stream.next();
  stream.leave();
  const [letter] = [field((await call("GET", "?limit=1")).json, "data")].flat();
  expect(letter).toMatchObject({ id, to: "+84912000001" });
  expect(field(stream.told[0]?.data, "error")).toBe(textField(letter, "reason"));

  const sent = await call("POST", "/redrive", { ids: [id] });
  expect(sent).toMatchObject({ status: 202, json: { redriven: [{ id }], remaining: 0 } });
  const bulk = await call("POST", "/redrive", { reason: textField(letter, "reason") });
  expect(bulk.status).toBe(202);
  expect(JSON.stringify(bulk.json)).not.toContain(id);
  for (const body of [{}, { ids: [] }, { ids: [id], reason: "unavailable" }, { all: true }])
    expect((await call("POST", "/redrive", body)).status).toBe(400);
  for (const query of [
    "limit=101",
    "limit=0",
    "from=2026-13-01T00:00:00Z",
    "to=1969-01-01T00:00:00Z",
  ])
    expect((await call("GET", `?${query}`)).status).toBe(400);
  // No such day: a few days later is meant, as Date has it.
  expect((await call("GET", "?from=2026-02-31T00:00:00Z")).status).toBe(200);
  expect((await call("GET", "?cursor=none")).json).toEqual({ data: [], hasMore: false });
  expect((await api.call("GET", "/v1/dead-letters")).status).toBe(401);
});

test("a stop ends the streams, and does not wait for them", async () => {
  const stream = await follow();
  const ended = (async () => {
    while (await stream.next());
  })();
  expect(await api.end("SIGTERM")).toBe(0);
  await ended;
});
