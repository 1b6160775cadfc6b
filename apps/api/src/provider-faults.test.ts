import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { createTestDatabase, type TestDatabase } from "@nx/core/testing";
import type { Scenario, Simulator } from "@nx/simulator";
import {
  type ApiProcess,
  apiKey,
  keys,
  messageAfterAttempt,
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
  api = await startApi({
    ...keys,
    ...vnpayAt(simulator),
    VNPAY_TIMEOUT_MS: "1000",
    ENVIRONMENT: "production",
    DATABASE_URL: database.url,
    OTP_LIMITS_ENABLED: "false",
  });
});
afterAll(async () => {
  await api.end("SIGKILL");
  await simulator.stop();
  await database.drop();
});
beforeEach(() => simulator.reset());

const fault = (scenario: Omit<Scenario, "provider">) =>
  simulator.setScenario({ provider: "vnpay", ...scenario });
/** Sends, and waits until the first attempt has ended. */
const send = async () => {
  const body = { to: phone, body: "Hello" };
  const { json } = await api.call("POST", "/v1/messages", { body, token: apiKey });
  return messageAfterAttempt(api, textField(json, "id"));
};
const requestCode = () => api.call("POST", "/v1/otp/request", { body: { phone }, token: apiKey });

/** What was seen of the message outside: requests that came in, texts on the phone. */
const seen = () => ({
  requests: simulator.requests().length,
  texts: simulator.messages(phone).length,
});

describe("it may have been sent: outcome unknown, asked once, and the code stays good", () => {
  test.each([
    ["reset after the request was read", { scenario: "reset-after-read" }, 1],
    ["reset before it was read", { scenario: "reset-before-read" }, 0],
    ["taken, and never answered", { scenario: "accept-then-timeout" }, 1],
    ["HTTP 500", { scenario: "http-500" }, 0],
    ["HTTP 503 without Retry-After", { scenario: "http-503", retryAfter: null }, 0],
    ["HTML under 200", { scenario: "garbage" }, 1],
    ["JSON without a status", { scenario: "wrong-json" }, 1],
    ["half a JSON", { scenario: "truncated" }, 1],
    ["code 08, timeout", { scenario: "code", code: "08" }, 0],
    ["code 99, exception", { scenario: "code", code: "99" }, 0],
  ] as const)("%s", async (_, scenario, texts) => {
    fault(scenario);
    expect(await send()).toMatchObject({ status: "SUBMITTED", outcome: "unknown" });
    expect(seen()).toEqual({ requests: 1, texts });

    simulator.reset();
    fault(scenario);
    const requested = await requestCode();
    expect(requested.status).toBe(202);
    expect(seen()).toEqual({ requests: 1, texts });
    const code = /\b\d{6}\b/.exec(simulator.messages(phone)[0]?.text ?? "")?.[0];
    if (code === undefined) return;
    const id = textField(requested.json, "id");
    const verified = await api.call("POST", "/v1/otp/verify", {
      body: { id, code },
      token: apiKey,
    });
    expect(verified.status).toBe(200);
  });
});

test("a slow answer within the deadline is an answer", async () => {
  fault({ scenario: "slow", delayMs: 300 });
  const message = await send();
  expect(message).toMatchObject({ status: "SUBMITTED" });
  expect(message).not.toHaveProperty("outcome");
});

describe("it was surely not sent: ended or tried later, and a code can be asked for again at once", () => {
  test.each([
    ["01 wrong number", { scenario: "code", code: "01" }, "REJECTED", "invalid_recipient"],
    ["04 wrong credentials", { scenario: "code", code: "04" }, "FAILED", "bad_credentials"],
    ["05 operator lost", { scenario: "code", code: "05" }, "QUEUED", "unavailable"],
    ["06 address not allowed", { scenario: "code", code: "06" }, "FAILED", "bad_credentials"],
    ["85 wrong sender", { scenario: "code", code: "85" }, "FAILED", "bad_sender"],
    ["87 wrong template", { scenario: "code", code: "87" }, "REJECTED", "bad_content"],
    ["HTTP 429", { scenario: "http-429", retryAfter: 7 }, "QUEUED", "throttled"],
    ["HTTP 503 with Retry-After", { scenario: "http-503", retryAfter: 7 }, "QUEUED", "unavailable"],
  ] as const)("%s", async (_, scenario, status, error) => {
    fault(scenario);
    expect(await send()).toMatchObject({ status, error });
    expect(seen()).toEqual({ requests: 1, texts: 0 });

    const refused = await requestCode();
    expect([422, 503]).toContain(refused.status);
    expect(seen()).toEqual({ requests: 2, texts: 0 });
    simulator.reset();
    expect((await requestCode()).status).toBe(202);
  });
});
