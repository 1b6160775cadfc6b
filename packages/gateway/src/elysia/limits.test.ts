import { beforeEach, expect, test } from "bun:test";
import { createLogger, DatabaseUnavailable } from "@nx/core";
import { problems, requestId } from "@nx/core/elysia";
import { Elysia, t } from "elysia";
import type { LimitState } from "../limits/bucket.ts";
import type { LimitSubject } from "../limits/layers.ts";
import type { Taken } from "../limits/limits.ts";
import { rateLimits } from "./limits.ts";

const state: LimitState = {
  scope: "key",
  limit: 60,
  windowSeconds: 60,
  remaining: 45,
  resetAt: new Date(1_739_612_399_400),
  resetSeconds: 15,
};

let asked: LimitSubject[];
let answer: () => Promise<Taken>;
let log: string;
beforeEach(() => {
  asked = [];
  answer = async () => ({ kind: "granted", state });
  log = "";
});

const appOf = () => {
  const destination = {
    write: (line: string) => {
      log += line;
    },
  };
  const logger = createLogger({ level: "info", destination });
  return new Elysia({ normalize: false })
    .use(requestId())
    .use(problems({ logger }))
    .get("/healthz", () => "ok")
    .use(
      rateLimits({
        limits: {
          take: (subject) => {
            asked.push(subject);
            return answer();
          },
        },
        subject: async ({ request, route }) =>
          route === "/v1/free" ? undefined : { key: { id: request.headers.get("key") ?? "" } },
        logger,
      }),
    )
    .group("/v1", (v1) =>
      v1
        .get("/free", () => "free")
        .get("/messages", () => "list")
        .get("/broken", () => {
          throw new Error("broken");
        })
        .post("/messages/batch", ({ status }) => status(202, "taken"), {
          body: t.Object({ messages: t.Array(t.Object({ to: t.String() })) }),
        }),
    );
};
const get = (path: string) =>
  appOf().handle(new Request(`http://localhost${path}`, { headers: { key: "k1" } }));
const post = (body: unknown) =>
  appOf().handle(
    new Request("http://localhost/v1/messages/batch", {
      method: "POST",
      headers: { "content-type": "application/json", key: "k1" },
      body: JSON.stringify(body),
    }),
  );

test("every reply of a limited route says how much is left, errors too", async () => {
  for (const [reply, status] of [
    [await get("/v1/messages"), 200],
    [await get("/v1/broken"), 500],
    [await post({ messages: "none" }), 400],
    [await post({ messages: [{ to: "+84912345678" }] }), 202],
  ] as const) {
    expect(reply.status).toBe(status);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      "x-ratelimit-limit": "60",
      "x-ratelimit-remaining": "45",
      "x-ratelimit-reset": "1739612400",
      "ratelimit-policy": '"key";q=60;w=60',
      ratelimit: '"key";r=45;t=15',
    });
    expect(reply.headers.has("retry-after")).toBe(false);
  }
});

test("a batch counts its messages, and what is mounted before or has no asker is not limited", async () => {
  await post({ messages: [{ to: "+84912345678" }, { to: "+84912345679" }] });
  expect(asked).toEqual([
    { key: { id: "k1" }, messages: [{ to: "+84912345678" }, { to: "+84912345679" }] },
  ]);
  for (const path of ["/healthz", "/v1/free"]) {
    const reply = await get(path);
    expect(reply.status).toBe(200);
    expect(reply.headers.has("x-ratelimit-limit")).toBe(false);
  }
  expect(asked).toHaveLength(1);
});

test("a refusal names its scope and when to come again, and the route is not reached", async () => {
  answer = async () => ({
    kind: "refused",
    state: { ...state, scope: "organization", remaining: 0 },
    retryAfterSeconds: 7,
  });
  const reply = await get("/v1/messages");
  expect(reply.status).toBe(429);
  expect(reply.headers.get("retry-after")).toBe("7");
  expect(reply.headers.get("x-ratelimit-remaining")).toBe("0");
  expect(reply.headers.get("content-type")).toBe("application/problem+json");
  expect(await reply.json()).toEqual({
    type: "urn:nx:problem:rate_limited",
    title: "A limit is reached.",
    status: 429,
    code: "rate_limited",
    detail: "The limit of the organization is 60 in 60 seconds.",
    scope: "organization",
    requestId: expect.any(String),
    retryAfterSeconds: 7,
  });
});

test("what can never pass is told apart: no waiting helps", async () => {
  answer = async () => ({
    kind: "too_large",
    limit: { scope: "scenario", name: "invitations", limit: 60, windowSeconds: 60 },
  });
  const reply = await post({ messages: [{ to: "+84912345678" }] });
  expect(reply.status).toBe(422);
  expect(reply.headers.has("retry-after")).toBe(false);
  expect(await reply.json()).toMatchObject({
    code: "over_limit",
    scope: "scenario",
    detail: "The limit of the scenario invitations is 60 in 60 seconds.",
  });
});

test("where the limits cannot be asked, reading goes on and sending does not", async () => {
  answer = () => Promise.reject(new DatabaseUnavailable("not-run", "away"));
  const read = await get("/v1/messages");
  expect(read.status).toBe(200);
  expect(read.headers.has("x-ratelimit-limit")).toBe(false);
  expect(log).toContain('"event":"limits.unavailable"');
  const sent = await post({ messages: [{ to: "+84912345678" }] });
  expect(sent.status).toBe(503);
  expect(sent.headers.get("retry-after")).toBe("2");
  expect(await sent.json()).toMatchObject({ code: "database_unavailable" });
  answer = () => Promise.reject(new Error("no such function"));
  expect((await post({ messages: [{ to: "+84912345678" }] })).status).toBe(500);
});
