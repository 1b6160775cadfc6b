import { afterAll, beforeAll, expect, test } from "bun:test";
import { openDatabase } from "@nx/core";
import { createTestDatabase, type TestDatabase } from "@nx/core/testing";
import { defaultAccounts, type Simulator } from "@nx/simulator";
import { sql } from "drizzle-orm";
import {
  type ApiProcess,
  apiKey,
  field,
  freePort,
  keys,
  startApi,
  startTestSimulator,
  textField,
  until,
} from "./testing/api-process.ts";

const phone = "+84912345678";
let simulator: Simulator;
let database: TestDatabase;
let api: ApiProcess;

beforeAll(async () => {
  simulator = await startTestSimulator();
  database = await createTestDatabase();
  const port = freePort();
  const { accountSid, authToken, senders } = defaultAccounts.twilio;
  const callbackUrl = `http://127.0.0.1:${port}/in/twilio/any`;
  simulator.setAccount({ ...defaultAccounts.twilio, inboundUrl: `${callbackUrl}/inbound` });
  api = await startApi({
    ...keys,
    ENVIRONMENT: "production",
    DATABASE_URL: database.url,
    PORT: String(port),
    SMS_PROVIDER: "twilio",
    TWILIO_BASE_URL: `${simulator.url}/twilio`,
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_SENDER: senders[0] ?? "",
    TWILIO_CALLBACK_URL: callbackUrl,
    TWILIO_ALLOW_INSECURE_LOOPBACK: "true",
    OTP_LIMITS_ENABLED: "false",
  });
}, 30_000);
afterAll(async () => {
  await api.end("SIGKILL");
  await simulator.stop();
  await database.drop();
});

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  api.call(method, path, { body, token: apiKey, ...(headers && { headers }) });
const read = async (id: string) => (await call("GET", `/v1/messages/${id}`)).json;
const statusOf = async (id: string) => field(await read(id), "status");

test("a message is delivered, and its timeline tells it", async () => {
  const sent = await call("POST", "/v1/messages", { to: phone, body: "Xin chao" });
  expect(sent.status).toBe(202);
  const id = textField(sent.json, "id");
  expect(sent.headers.get("location")).toBe(`/v1/messages/${id}`);
  await until(async () => (await statusOf(id)) === "DELIVERED");
  const types = JSON.stringify(field(await read(id), "events"));
  for (const type of ["QUEUED", "SUBMITTED", "DELIVERED"]) expect(types).toContain(type);
  const explained = await call("GET", `/v1/messages/${id}/explain?locale=vi`);
  expect(JSON.stringify(explained.json)).toContain("Trạng thái cuối: DELIVERED.");
});

test("a key is answered with its first reply, and refused for another request", async () => {
  const key = { "idempotency-key": "fee-1" };
  const request = { to: phone, body: "Hoc phi" };
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => call("POST", "/v1/messages", request, key)),
  );
  expect(new Set(replies.map(({ json }) => field(json, "id"))).size).toBe(1);
  expect(
    replies.filter(({ headers }) => headers.get("idempotent-replayed") !== "true"),
  ).toHaveLength(1);
  const other = await call("POST", "/v1/messages", { ...request, body: "Other" }, key);
  expect(other).toMatchObject({ status: 422, json: { code: "idempotency_key_reused" } });
  const twoKeys = await call("POST", "/v1/messages", { ...request, idempotencyKey: "x" }, key);
  expect(twoKeys.status).toBe(400);
});

test("of a batch each is accepted or refused for itself, and repeated as a whole", async () => {
  const messages = [
    { to: "+84912000001", body: "One" },
    { to: "12", body: "Two" },
    { to: "+84912000003", body: "Three", provider: "nobody" },
    { to: "+84912000004", body: "Four" },
  ];
  const send = () => call("POST", "/v1/messages/batch", { messages }, { "idempotency-key": "b" });
  const first = await send();
  expect(first).toMatchObject({
    status: 202,
    json: {
      accepted: [{ index: 0 }, { index: 3 }],
      rejected: [
        { index: 1, code: "invalid_recipient", path: "/to" },
        { index: 2, code: "unknown_provider", path: "/provider" },
      ],
    },
  });
  expect((await send()).json).toEqual(first.json);
  await until(() => simulator.messages("+84912000004").length > 0);
  expect(simulator.messages("+84912000004")).toHaveLength(1);
});

test("somebody's answer is in the list, once", async () => {
  simulator.reply(phone, "Da nhan, cam on");
  const inbound = async () =>
    (await call("GET", `/v1/messages?direction=inbound&phone=${encodeURIComponent(phone)}`)).json;
  await until(async () => JSON.stringify(await inbound()).includes("Da nhan, cam on"));
  expect(await inbound()).toMatchObject({
    data: [{ direction: "inbound", status: "RECEIVED", from: phone, body: "Da nhan, cam on" }],
    hasMore: false,
  });
});

test("a callback that nobody signed changes nothing, and an account that is none is not there", async () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const body = "MessageSid=SM1&MessageStatus=delivered";
  const forged = await api.call("POST", "/in/twilio/any/status", { body, headers: form });
  expect(forged.status).toBe(403);
  const unknown = await api.call("POST", "/in/nobody/any/status", { body, headers: form });
  expect(unknown.status).toBe(404);
});

test("pages follow each other without a gap, and the export holds them all", async () => {
  const ids: string[] = [];
  let cursor = "";
  do {
    const { json } = await call("GET", `/v1/messages?limit=2${cursor}`);
    const data = field(json, "data");
    if (!Array.isArray(data)) throw new Error("no page");
    for (const message of data) ids.push(textField(message, "id"));
    const next = field(json, "nextCursor");
    cursor = typeof next === "string" ? `&cursor=${next}` : "";
  } while (cursor !== "");
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(ids.toSorted().reverse());
  const { text } = await call("GET", "/v1/messages/export.csv");
  expect(text.split("\r\n").slice(1, -1)).toHaveLength(ids.length);
  expect(text).toContain('"\'+84912345678"');
});

test("one that waits is cancelled, one that left is not, one that failed is sent again", async () => {
  const notBefore = new Date(Date.now() + 3_600_000).toISOString();
  const later = await call("POST", "/v1/messages", { to: phone, body: "Later", notBefore });
  const waiting = textField(later.json, "id");
  const cancelled = await call("POST", `/v1/messages/${waiting}/cancel`);
  expect(cancelled).toMatchObject({ status: 200, json: { status: "CANCELLED" } });
  const left = await call("POST", "/v1/messages", { to: phone, body: "Now" });
  const gone = textField(left.json, "id");
  await until(async () => (await statusOf(gone)) === "DELIVERED");
  expect((await call("POST", `/v1/messages/${gone}/cancel`)).status).toBe(409);
  expect((await call("POST", `/v1/messages/${gone}/retry`)).status).toBe(409);

  const refused = await call("POST", "/v1/messages", { to: "+84912000211", body: "Refused" });
  const failed = textField(refused.json, "id");
  await until(async () => (await statusOf(failed)) === "REJECTED");
  const again = await call("POST", `/v1/messages/${failed}/retry`);
  expect(again.status).toBe(202);
  expect(await read(textField(again.json, "id"))).toMatchObject({ redriveOf: failed });
});

test("other names of the same calls", async () => {
  for (const [path, body] of [
    ["/sms", { receiver: phone, message: "a" }],
    ["/sms/send", { phoneNumber: phone, message: "b" }],
    ["/api/sms/send", { to: phone, body: "c" }],
    ["/sms/bulk", { receivers: [phone], message: "d" }],
    ["/api/sms/send-bulk", { to: [phone], body: "e" }],
  ] as const)
    expect((await call("POST", path, body)).status).toBe(202);
  expect((await call("GET", "/api/sms/messages")).status).toBe(200);
});

test("the text of a code is nowhere in the database, and its key is gone once it was taken", async () => {
  const asked = await call("POST", "/v1/otp/request", { phone: "+84912999900" });
  expect(asked.status).toBe(202);
  const [text] = simulator.messages("+84912999900");
  const code = /\b\d{6}\b/.exec(text?.text ?? "")?.[0];
  if (code === undefined) throw new Error("no code came");
  const reader = await openDatabase({ url: database.url, poolSize: 1 });
  const tables = await reader.orm.execute<{ name: string }>(
    sql`select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of [...tables]) {
    const rows = await reader.orm.execute(
      sql.raw(`select count(*)::int as n from "${name}" t where t::text like '%${code}%'`),
    );
    expect<unknown>({ name, ...rows[0] }).toEqual({ name, n: 0 });
  }
  const [left] = await reader.orm.execute(sql`select count(*)::int as n from message_keys`);
  expect(left).toEqual({ n: 0 });
  await reader.close();
  expect(api.output()).not.toContain(code);
});
