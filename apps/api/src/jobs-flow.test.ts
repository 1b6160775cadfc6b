import { afterAll, beforeAll, expect, test } from "bun:test";
import { createTestDatabase, type TestDatabase } from "@nx/core/testing";
import { defaultAccounts, type Simulator } from "@nx/simulator";
import { sql } from "drizzle-orm";
import { createApp } from "./app.ts";
import { readEnvironment } from "./environment.ts";
import { createSystem, defaultOrganization, type System } from "./system.ts";
import { apiKey, field, keys, startTestSimulator, until } from "./testing/api-process.ts";

let simulator: Simulator;
let database: TestDatabase;
let system: System;

beforeAll(async () => {
  simulator = await startTestSimulator();
  database = await createTestDatabase();
  const { accountSid, authToken, senders } = defaultAccounts.twilio;
  const { environment, problems } = readEnvironment({
    ...keys,
    ENVIRONMENT: "production",
    LOG_LEVEL: "silent",
    DATABASE_URL: database.url,
    SMS_PROVIDER: "twilio",
    TWILIO_BASE_URL: `${simulator.url}/twilio`,
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_SENDER: senders[0] ?? "",
    TWILIO_TIMEOUT_MS: "1000",
    TWILIO_ALLOW_INSECURE_LOOPBACK: "true",
  });
  system = await createSystem(environment, problems);
  await system.start();
}, 30_000);
afterAll(async () => {
  await system.stop();
  await simulator.stop();
  await database.drop();
});

test("a message whose answer was lost is found again by asking the provider", async () => {
  const { gateway, jobs } = system;
  await jobs.run("messages.lookup");
  const sent = await gateway.send(defaultOrganization, { to: "+84912000504", body: "Hoc phi" });
  if (!sent.ok) throw new Error("not accepted");
  const read = async () => {
    const found = await gateway.read(defaultOrganization, sent.value.message.id);
    return found.ok ? found.value : undefined;
  };
  await until(async () => (await read())?.outcome === "unknown");
  const ago = sql`interval '90 seconds'`;
  const { orm } = system.database;
  await orm.execute(sql`update message_submissions set submitted_at = submitted_at - ${ago}`);
  await orm.execute(sql`update message_sweeps set swept_until = swept_until - ${ago}`);
  await jobs.run("messages.lookup");
  const found = await read();
  expect(found?.outcome).toBeUndefined();
  expect(["SUBMITTED", "SENT", "DELIVERED"]).toContain(found?.status ?? "");
  expect(found?.events.some(({ report }) => report !== undefined)).toBe(true);
});

test("GET /health/providers tells how they are, and nothing that is secret", async () => {
  const app = createApp(system);
  const health = async () => {
    const reply = await app.handle(new Request("http://localhost/health/providers"));
    expect(reply.status).toBe(200);
    return reply.text();
  };
  await system.jobs.run("providers.health");
  const text = await health();
  expect(field(JSON.parse(text), "providers")).toMatchObject([
    { account: "twilio", provider: "twilio", state: "HEALTHY", circuit: "closed" },
  ]);
  const { accountSid, authToken } = defaultAccounts.twilio;
  for (const secret of [accountSid, authToken, simulator.url]) expect(text).not.toContain(secret);
}, 20_000);

test("GET /v1/analytics tells what became of the messages, and what is wrong with a query", async () => {
  const app = createApp(system);
  const get = async (path: string, token = apiKey) => {
    const headers = { authorization: `Bearer ${token}` };
    const reply = await app.handle(new Request(`http://localhost${path}`, { headers }));
    return { status: reply.status, body: await reply.json() };
  };
  const sent = await system.gateway.send(defaultOrganization, { to: "+84912345678", body: "Hi" });
  if (!sent.ok) throw new Error("not accepted");
  await until(async () => {
    const read = await system.gateway.read(defaultOrganization, sent.value.message.id);
    return read.ok && read.value.status === "SUBMITTED";
  });
  // Nothing is counted while an older transaction is open, in whichever database of the server.
  await until(async () => {
    await system.jobs.run("analytics.roll-up");
    return JSON.stringify((await get("/v1/analytics")).body).includes('"accepted":2');
  });
  const { status, body } = await get("/v1/analytics?groupBy=category");
  expect(status).toBe(200);
  expect(field(body, "countedAt")).toMatch(/^20/);
  expect(field(body, "providers")).toMatchObject([{ provider: "twilio", sent: 2 }]);
  expect(field(body, "groups")).toMatchObject([{ key: "transactional", accepted: 2 }]);
  expect(field(body, "queue")).toEqual({ queued: 0, sending: 0 });
  const aliased = (await get("/api/sms/analytics")).body;
  expect(field(aliased, "daily")).toEqual(field(body, "daily"));
  for (const [query, expected, code] of [
    ["from=2026-3-1", 400, "bad_format"],
    ["groupBy=phone", 400, "not_allowed"],
    ["since=2026-03-01", 400, "unknown_field"],
    ["from=2026-02-30", 422, "invalid_period"],
    ["from=2020-01-01", 422, "invalid_period"],
  ] as const) {
    const refused = await get(`/v1/analytics?${query}`);
    expect(refused.status).toBe(expected);
    expect(field(refused.body, "errors")).toMatchObject([{ code }]);
  }
  expect((await get("/v1/analytics", "another token, of nobody")).status).toBe(401);
}, 20_000);
