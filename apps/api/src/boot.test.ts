import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { createTestDatabase, startFaultProxy, type TestDatabase } from "@nx/core/testing";
import type { Simulator } from "@nx/simulator";
import {
  type ApiProcess,
  apiKey,
  field,
  keys,
  messageAfterAttempt,
  operatorToken,
  startApi,
  startTestSimulator,
  textField,
  until,
  vnpayAt,
} from "./testing/api-process.ts";

const phone = "+84912345678";

let database: TestDatabase;
let running: ApiProcess[];
let simulator: Simulator;
beforeEach(async () => {
  database = await createTestDatabase();
  running = [];
  simulator = await startTestSimulator();
});
afterEach(async () => {
  await Promise.all(running.map((api) => api.end("SIGKILL")));
  await simulator.stop();
  await database.drop();
});

const boot = async (env: Record<string, string>, options?: { ready: boolean }) => {
  const api = await startApi({ DATABASE_URL: database.url, ...env }, options);
  running.push(api);
  return api;
};

const requestCode = (api: ApiProcess) =>
  api.call("POST", "/v1/otp/request", { body: { phone }, token: apiKey });
const sendMessage = (api: ApiProcess, text = "Hello") =>
  api.call("POST", "/v1/messages", { body: { to: phone, body: text }, token: apiKey });
const problemsOf = async (api: ApiProcess) =>
  field((await api.call("GET", "/health/config")).json, "problems");

/** What `bun run doctor` prints. */
const doctor = async (env: Record<string, string>) => {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "doctor.ts")], {
    env: { PATH: process.env["PATH"] ?? "", DATABASE_URL: database.url, ...env },
    stdout: "pipe",
  });
  const text = await new Response(child.stdout).text();
  return { code: await child.exited, text };
};

describe("production without any configuration", () => {
  const env = { ENVIRONMENT: "production" };

  test("serves, names what is missing, and opens nothing to anybody", async () => {
    const api = await boot(env);
    const problems = JSON.stringify(await problemsOf(api));
    for (const name of [
      "SECRETS_KEYS",
      "OTP_PEPPERS",
      "OPERATOR_TOKEN",
      "API_KEY",
      "INTEGRATION/vnpay",
    ])
      expect(problems).toContain(name);
    for (const token of ["undefined", "null", ""])
      expect((await api.call("GET", "/v1/settings", { token })).status).toBe(401);
    const { code, text } = await doctor(env);
    expect(code).toBe(0);
    for (const name of ["SECRETS_KEYS", "OTP_PEPPERS", "INTEGRATION/vnpay"])
      expect(text).toContain(name);
  });
});

test("production without a provider answers 503 with the reason, and prints nothing", async () => {
  const api = await boot({ ...keys, ENVIRONMENT: "production" });
  expect(await requestCode(api)).toMatchObject({
    status: 503,
    json: { code: "sms_unavailable", detail: "Reason: not_configured." },
  });
  expect(await sendMessage(api, "a text to look for")).toMatchObject({
    status: 503,
    json: { code: "sms_not_configured" },
  });
  expect(api.output()).not.toContain("SMS not sent");
  expect(api.output()).not.toContain("a text to look for");
});

test("production without a pepper answers 503 to codes and still sends messages", async () => {
  const { OTP_PEPPERS, ...rest } = keys;
  expect(OTP_PEPPERS).toBeDefined();
  const api = await boot({ ...rest, ...vnpayAt(simulator), ENVIRONMENT: "production" });
  expect(await requestCode(api)).toMatchObject({
    status: 503,
    json: { code: "otp_not_configured", detail: "Reason: pepper_missing." },
  });
  expect((await sendMessage(api)).status).toBe(202);
});

test("outside production a message without a provider is printed, and health says so", async () => {
  const api = await boot({ ...keys, ENVIRONMENT: "development" });
  expect((await requestCode(api)).status).toBe(202);
  await until(() => /SMS not sent \(log-only\) to \*\*\*678: \d{6} la ma/.test(api.output()));
  expect(JSON.stringify(await problemsOf(api))).toContain("stand_in");
});

test("production prints only where an operator asked for it, and then without the text", async () => {
  const api = await boot({
    ...keys,
    ENVIRONMENT: "production",
    SMS_PROVIDER: "log-only",
  });
  expect((await sendMessage(api, "a text to look for")).status).toBe(202);
  await until(() => api.output().includes("SMS not sent (log-only) to ***678: [transactional]"));
  expect(api.output()).not.toContain("a text to look for");
});

test("broken settings are named and refused, and mended without a restart", async () => {
  const env = {
    ...keys,
    ...vnpayAt(simulator),
    ENVIRONMENT: "production",
    VNPAY_BASE_URL: "not a url",
    VNPAY_NO_SUCH_FIELD: "x",
    OTP_CODE_LENGTH: "four",
    LOG_LEVEL: "loud",
    PORT: "0",
  };
  const api = await boot(env);
  const problems = JSON.stringify(await problemsOf(api));
  for (const name of ["/baseUrl", "VNPAY_NO_SUCH_FIELD", "/codeLength", "LOG_LEVEL"])
    expect(problems).toContain(name);
  expect(problems).not.toContain("not a url");
  expect((await doctor(env)).text).toContain("/baseUrl");
  expect((await sendMessage(api)).status).toBe(503);

  const account = {
    baseUrl: `${simulator.url}/vnpay`,
    partnerCode: "900001",
    secret: "simulator-secret",
    sender: "NXDEMO",
    keyword: "NXDEMO",
    allowInsecureLoopback: true,
  };
  const path = "/v1/settings/INTEGRATION/vnpay";
  expect((await api.call("PATCH", path, { body: account, token: operatorToken })).status).toBe(200);
  expect((await sendMessage(api)).status).toBe(202);
});

test("an unreachable provider is named, and sending answers 503 with the reason", async () => {
  const env = {
    ...keys,
    ...vnpayAt({ url: "http://127.0.0.1:1" }),
    ENVIRONMENT: "production",
  };
  const api = await boot(env);
  expect(await requestCode(api)).toMatchObject({
    status: 503,
    json: { code: "sms_unavailable", detail: "Reason: unavailable." },
  });
  const { json } = await sendMessage(api);
  expect(await messageAfterAttempt(api, textField(json, "id"))).toMatchObject({
    status: "QUEUED",
    error: "unavailable",
  });
  expect(JSON.stringify(await problemsOf(api))).toContain("unreachable");
  expect((await doctor(env)).text).toContain("unreachable");
});

/** An environment whose database is behind a proxy that can fail. */
const behindProxy = async () => {
  const url = new URL(database.url);
  const proxy = await startFaultProxy({ port: Number(url.port) });
  url.port = String(proxy.port);
  const env = { ...keys, ...vnpayAt(simulator), ENVIRONMENT: "production", DATABASE_URL: url.href };
  return { proxy, env };
};

test("a database that goes away is 503 with a wait, and comes back by itself", async () => {
  const { proxy, env } = await behindProxy();
  const api = await boot(env);
  expect((await requestCode(api)).status).toBe(202);

  await proxy.set("reset");
  const lost = await api.call("DELETE", "/v1/otp/otp_01m7yvjpsze6j8z3vr45jp6bf5", {
    token: apiKey,
  });
  expect(lost).toMatchObject({ status: 503, json: { code: "database_unavailable" } });
  expect(lost.headers.get("retry-after")).toBe("2");
  expect((await api.call("GET", "/healthz")).status).toBe(200);
  expect((await api.call("GET", "/readyz")).status).toBe(503);

  await proxy.set("pass");
  await until(async () => (await api.call("GET", "/readyz")).status === 200);
  expect(await requestCode(api)).toMatchObject({ status: 429, json: { code: "resend_too_soon" } });
  await proxy.close();
});

test("a database that is away at the start is waited for", async () => {
  const { proxy, env } = await behindProxy();
  await proxy.set("refuse");
  const api = await boot(env, { ready: false });
  expect((await api.call("GET", "/healthz")).status).toBe(200);
  expect((await api.call("GET", "/readyz")).status).toBe(503);
  expect((await requestCode(api)).status).toBe(503);
  expect(JSON.stringify(await problemsOf(api))).toContain("database");

  await proxy.set("pass");
  await until(async () => (await api.call("GET", "/readyz")).status === 200);
  expect((await requestCode(api)).status).toBe(202);
  await proxy.close();
});

test("a new secrets key takes over at a restart, after which the old one may go", async () => {
  const [old, fresh] = [21, 22].map((fill) => Buffer.alloc(32, fill).toString("base64"));
  const rings = [`old:${old}`, `fresh:${fresh},old:${old}`, `fresh:${fresh}`];
  for (const [index, ring] of rings.entries()) {
    const api = await boot({
      ...keys,
      // Only the first process is told the account; the others have it from the database.
      ...(index === 0 && vnpayAt(simulator)),
      ENVIRONMENT: "production",
      SECRETS_KEYS: ring,
    });
    expect((await sendMessage(api)).status).toBe(202);
    await api.end("SIGTERM");
  }
});

test("doctor names a database that cannot be opened, and the start says so in one line", async () => {
  const env = { DATABASE_URL: "postgres://user:canary@:0:0/x", ENVIRONMENT: "production" };
  const { code, text } = await doctor(env);
  expect(code).toBe(0);
  expect(text).toContain("✗ database: The database URL cannot be read (cannot_open)");
  await expect(startApi(env)).rejects.toThrow("Cannot start: The database URL cannot be read");
  expect(text).not.toContain("canary");
});

test("SIGTERM lets the request under way end, and exits with 0", async () => {
  const api = await boot({ ...keys, ...vnpayAt(simulator), ENVIRONMENT: "production" });
  simulator.setScenario({ provider: "vnpay", scenario: "slow", delayMs: 400 });
  const sending = sendMessage(api);
  await until(() => simulator.requests().length === 1);
  const ended = api.end("SIGTERM");
  expect((await sending).status).toBe(202);
  expect(await ended).toBe(0);
});
