import { afterAll, beforeAll, expect, test } from "bun:test";
import { newUuid, systemClock } from "@nx/core";
import { createTestDatabase, type TestDatabase } from "@nx/core/testing";
import type { Simulator } from "@nx/simulator";
import {
  type ApiProcess,
  field,
  keys,
  operatorToken,
  startApi,
  startTestSimulator,
  textField,
  until,
  vnpayAt,
} from "./testing/api-process.ts";

// What two processes share exactly: limits, money, and who may come in. Each test is an organization.

const message = { to: "+84912345678", body: "Hello" };
let simulator: Simulator;
let database: TestDatabase;
let first: ApiProcess;
let second: ApiProcess;

beforeAll(async () => {
  simulator = await startTestSimulator();
  database = await createTestDatabase();
  const env = {
    ...keys,
    ...vnpayAt(simulator),
    ENVIRONMENT: "production",
    DATABASE_URL: database.url,
    LIMITS_ENABLED: "true",
  };
  [first, second] = await Promise.all([startApi(env), startApi(env)]);
});
afterAll(async () => {
  await Promise.all([first, second].map((api) => api.end("SIGKILL")));
  await simulator.stop();
  await database.drop();
});

type Reply = Awaited<ReturnType<ApiProcess["call"]>>;

/** An organization, as whoever runs the platform works for it at the first process. */
const newOrganization = async (limits?: { perMinute?: number; perDay?: number }) => {
  const owner = { email: `owner-${newUuid(systemClock)}@example.com` };
  const founded = await first.call("POST", "/v1/organizations", {
    body: { name: "Test", owner },
    token: operatorToken,
  });
  const headers = { "x-organization": textField(founded.json, "id") };
  const operate = async (method: string, path: string, body?: object): Promise<unknown> => {
    const reply = await first.call(method, path, { body, token: operatorToken, headers });
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.text}`);
    return reply.json;
  };
  const scopes = ["sms:send", "sms:read"];
  const made = await operate("POST", "/v1/api-keys", {
    ...{ kind: "sk_live", name: "Test", scopes, ...(limits && { limits }) },
  });
  return { headers, operate, keyId: textField(made, "id"), key: textField(made, "key") };
};

/** The same message so many times at once, half of them at each process. */
const sendAtOnce = async (token: string, times: number): Promise<readonly Reply[]> =>
  Promise.all(
    Array.from({ length: times }, (_, n) =>
      (n % 2 === 0 ? first : second).call("POST", "/v1/messages", { body: message, token }),
    ),
  );

const withStatus = (replies: readonly Reply[], status: number): readonly Reply[] =>
  replies.filter((reply) => reply.status === status);

/** Different values of a header. */
const told = (replies: readonly Reply[], header: string): readonly (string | null)[] => [
  ...new Set(replies.map(({ headers }) => headers.get(header))),
];

/** Messages that the organization of a key has, up to a hundred. */
const messagesOf = async (token: string): Promise<number> => {
  const { json } = await second.call("GET", "/v1/messages?limit=100", { token });
  const data = field(json, "data");
  return Array.isArray(data) ? data.length : Number.NaN;
};

test("500 requests at once on 60 in a day: exactly 60, and refusals change nothing", async () => {
  const { key, operate } = await newOrganization({ perMinute: 10_000, perDay: 60 });
  const replies = await sendAtOnce(key, 500);
  const refused = withStatus(replies, 429);
  expect(withStatus(replies, 202)).toHaveLength(60);
  expect(refused).toHaveLength(440);
  expect(field(await operate("GET", "/v1/messages?limit=100"), "data")).toHaveLength(60);
  // When all of it is there again was the same after the first refusal and after the last one.
  expect(told(refused, "x-ratelimit-reset")).toHaveLength(1);
  const waits = refused.map(({ headers }) => Number(headers.get("retry-after")));
  expect(Math.min(...waits)).toBeGreaterThan(0);
  expect(Math.max(...waits)).toBeLessThanOrEqual(86_400 / 60);
});

test("500 requests at once on 60 in a minute: 60, and one more for each second that it took", async () => {
  const { key } = await newOrganization({ perMinute: 60 });
  const began = performance.now();
  const replies = await sendAtOnce(key, 500);
  const seconds = Math.floor((performance.now() - began) / 1000);
  const accepted = withStatus(replies, 202);
  const refused = withStatus(replies, 429);
  expect(accepted.length + refused.length).toBe(500);
  expect(accepted.length).toBeGreaterThanOrEqual(60);
  expect(accepted.length).toBeLessThanOrEqual(60 + seconds);
  // Hundreds of refusals, and still the next one is a second away.
  expect(told(refused, "retry-after")).toEqual(["1"]);
  for (const { json } of refused)
    expect(json).toMatchObject({ code: "rate_limited", scope: "key" });

  expect(told(replies, "x-ratelimit-limit")).toEqual(["60"]);
  expect(told(replies, "ratelimit-policy")).toEqual(['"key";q=60;w=60']);
  for (const { headers } of replies) {
    const remaining = headers.get("x-ratelimit-remaining");
    expect(remaining).toMatch(/^\d+$/);
    expect(headers.get("x-ratelimit-reset")).toMatch(/^\d{10}$/);
    expect(headers.get("ratelimit")).toMatch(new RegExp(`^"key";r=${remaining};t=([0-5]?\\d|60)$`));
  }
  expect(told(refused, "x-ratelimit-remaining")).toEqual(["0"]);
});

test("50 messages at once with credit for 10: exactly 10, and 40 times 402", async () => {
  const { headers, key, operate } = await newOrganization();
  await operate("POST", "/v1/credit/top-ups", {
    ...{ amount: "1000", currency: "VND", reference: "a" },
  });
  await operate("PUT", "/v1/rate-card", { currency: "VND", rates: [{ perSegment: "100" }] });
  for (const api of [first, second])
    await until(async () => {
      // By the operator, whom no limit counts: the key's minute is for the messages.
      const how = { body: message, token: operatorToken, headers };
      const preview = await api.call("POST", "/v1/messages/preview", how);
      return field(preview.json, "price") !== undefined;
    });

  const replies = await sendAtOnce(key, 50);
  expect(withStatus(replies, 202)).toHaveLength(10);
  const refused = withStatus(replies, 402);
  expect(refused).toHaveLength(40);
  for (const { json } of refused) expect(json).toMatchObject({ code: "insufficient_credit" });
  expect(await messagesOf(key)).toBe(10);
  const credit = field(await operate("GET", "/v1/credit"), "data");
  expect(credit).toMatchObject([{ currency: "VND", paidIn: "1000", left: "0" }]);
});

test("a key that is revoked at one process is refused by the other within a second", async () => {
  const { key, keyId, operate } = await newOrganization({ perMinute: 10_000 });
  const ask = async (api: ApiProcess) => {
    const { status, json } = await api.call("GET", "/v1/messages", { token: key });
    return { status, code: field(json, "code") };
  };
  for (const api of [first, second]) expect(await ask(api)).toMatchObject({ status: 200 });
  await operate("DELETE", `/v1/api-keys/${keyId}`);
  const revokedAt = performance.now();
  let askedAt: number;
  let answer: Awaited<ReturnType<typeof ask>>;
  do {
    askedAt = performance.now();
    answer = await ask(second);
  } while (answer.status === 200 && askedAt - revokedAt < 1000);
  expect(answer).toEqual({ status: 401, code: "api_key_revoked" });
});
