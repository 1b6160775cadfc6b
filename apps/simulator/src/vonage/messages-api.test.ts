import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { tokenGenerate, verifySignature } from "@vonage/jwt";
import { defaultAccounts, startSimulator, vonageTestKey } from "../index.ts";
import { clientOf, startTestSimulator } from "../testing/gateway-client.ts";
import { type ReceivedCallback, startReceiver } from "../testing/receiver.ts";
import { basic, sendVonageMessage } from "../testing/senders.ts";
import { deliveryFaults, faults } from "./codes.ts";

const account = defaultAccounts.vonage;
const applicationId = account.applicationId ?? "";
const receiver = startReceiver();
const { simulator, call } = await startTestSimulator();
afterAll(async () => {
  await simulator.stop();
  await receiver.stop();
});
beforeEach(() => {
  simulator.reset();
  receiver.clear();
});

const phone = "+84912345678";
const uuidOf = ({ body }: { body: unknown }) => Reflect.get(Object(body), "message_uuid");
const webhook = () => ({ webhook_url: `${receiver.url}/in/status`, webhook_version: "v1" });

describe("the answer to a send", () => {
  test("202 with a uuid, and the text as it is", async () => {
    const answer = await sendVonageMessage(call, { text: "Mã của bạn là 482915 🙂" });
    expect(answer).toMatchObject({ status: 202 });
    expect(answer.body).toEqual({ message_uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(simulator.messages(phone)).toMatchObject([
      { from: "12015550123", text: "Mã của bạn là 482915 🙂", provider: "vonage" },
    ]);
    expect(simulator.requests()).toMatchObject([{ messageId: uuidOf(answer), outcome: "202" }]);
  });

  test("encoding_type text spoils what is not GSM-7", async () => {
    await sendVonageMessage(call, { text: "Mã", sms: { encoding_type: "text" } });
    expect(simulator.messages(phone)).toMatchObject([{ text: "M?" }]);
  });
});

describe("credentials", () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  test("a token that the official SDK made with the application's key", async () => {
    const token = tokenGenerate(applicationId, vonageTestKey.privateKey);
    expect(await sendVonageMessage(call, {}, bearer(token))).toMatchObject({ status: 202 });
  });

  const elsewhere = "aaaaaaaa-bbbb-4ccc-8ddd-000000000002";
  const token = tokenGenerate(applicationId, vonageTestKey.privateKey);
  test.each([
    ["another application", bearer(tokenGenerate(elsewhere, vonageTestKey.privateKey))],
    ["a spoilt signature", bearer(`${token.slice(0, -8)}AAAAAAAA`)],
    ["no algorithm", bearer(`${btoa('{"alg":"none"}')}.${token.split(".")[1]}.`)],
    ["what is no token", bearer("a.b.c")],
    ["a wrong secret", basic(account.apiKey, "wrong")],
    ["nothing", {}],
  ])("401 with a problem document for %s", async (_, headers) => {
    const answer = await sendVonageMessage(call, {}, headers);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toMatchObject({
      type: expect.stringMatching(/#unauthorized$/),
      title: expect.any(String),
      detail: expect.any(String),
      instance: expect.any(String),
    });
    expect(simulator.messages(phone)).toEqual([]);
  });
});

test.each([
  ["an expired token", 16],
  ["one from the future", -2],
])("401 for %s", async (_, minutes) => {
  const now = () => new Date(Date.now() + minutes * 60_000);
  const elsewhen = await startSimulator({ port: 0, now });
  const token = tokenGenerate(applicationId, vonageTestKey.privateKey);
  const headers = { authorization: `Bearer ${token}` };
  const answer = await sendVonageMessage(clientOf(elsewhen).call, {}, headers);
  expect(answer).toMatchObject({ status: 401 });
  await elsewhen.stop();
});

describe("errors", () => {
  test.each([
    ["1010", "to", { to: undefined }],
    ["1010", "text", { text: undefined }],
    ["1020", "channel", { channel: "canary" }],
    ["1020", "message_type", { message_type: "image" }],
    ["1020", "client_ref", { client_ref: "r".repeat(101) }],
    ["1020", "ttl", { ttl: "300" }],
    ["1020", "ttl", { ttl: 300_000_000 }],
    ["1020", "webhook_url", { webhook_url: "nowhere" }],
    ["1020", "sms.encoding_type", { sms: { encoding_type: "canary" } }],
    ["1170", "to", { to: "+84912345678" }],
    ["1170", "to", { to: "0084912345678" }],
    ["1120", "from", { from: "NOBODY" }],
    ["1090", "text", { text: "a".repeat(1001) }],
  ])("422 with %s, naming %s, for %p", async (number, name, changes) => {
    const answer = await sendVonageMessage(call, changes);
    expect(answer).toMatchObject({
      status: 422,
      body: {
        type: expect.stringMatching(new RegExp(`#${number}$`)),
        invalid_parameters: [{ name, reason: expect.any(String) }],
      },
    });
  });

  test.each(faults.flatMap(({ sms, messages }) => messages ?? sms ?? []))(
    "%s by scenario",
    async (code) => {
      simulator.setScenario({ provider: "vonage", scenario: "code", code });
      const row = faults.find(({ sms, messages }) => sms === code || messages === code);
      const answer = await sendVonageMessage(call);
      expect(answer.status).toBe(row?.httpStatus ?? 422);
      if (row?.messages) {
        expect(answer.body).toMatchObject({ type: expect.stringContaining(`#${row.messages}`) });
      }
      expect(simulator.messages(phone)).toEqual([]);
    },
  );
});

/** By the official SDK and a hash of our own over the bytes that arrived. */
function claimsOf({ headers, body }: ReceivedCallback): Record<string, unknown> {
  const token = headers.get("authorization")?.replace("Bearer ", "") ?? "";
  expect(verifySignature(token, account.signatureSecret)).toBe(true);
  expect(verifySignature(token, "another-secret")).toBe(false);
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  expect(claims.payload_hash).toBe(createHash("sha256").update(body).digest("hex"));
  return claims;
}

describe("status webhooks", () => {
  test("signed JSON with reference, price, network and parts", async () => {
    const text = "Mã".repeat(40);
    const sent = await sendVonageMessage(call, { ...webhook(), text, client_ref: "attempt-1" });
    const received = await receiver.until(2);
    const reports = received.map(({ body }) => JSON.parse(body));
    expect(reports.map(({ status }) => status)).toEqual(["submitted", "delivered"]);
    expect(reports[1]).toEqual({
      message_uuid: uuidOf(sent),
      to: "84912345678",
      from: "12015550123",
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      status: "delivered",
      channel: "sms",
      client_ref: "attempt-1",
      usage: { currency: "EUR", price: "0.0666" },
      destination: { network_code: "45201" },
      sms: { count_total: "2" },
    });
    for (const callback of received) {
      expect(claimsOf(callback)).toMatchObject({
        api_key: account.apiKey,
        application_id: applicationId,
        iss: "Vonage",
        iat: expect.any(Number),
        jti: expect.any(String),
      });
    }
  });

  test("to the account's URL where the message has none", async () => {
    simulator.setAccount({ ...account, statusUrl: `${receiver.url}/account` });
    await sendVonageMessage(call);
    const [first] = await receiver.until(2);
    expect(first?.url).toBe(`${receiver.url}/account`);
  });

  test.each(deliveryFaults.flatMap(({ sms, messages }) => messages ?? sms ?? []))(
    "a delivery that fails with %s is rejected",
    async (code) => {
      simulator.setScenario({ provider: "vonage", scenario: "accept", reports: "failed", code });
      await sendVonageMessage(call, webhook());
      const [, last] = await receiver.until(2);
      const row = deliveryFaults.find(({ sms, messages }) => sms === code || messages === code);
      expect(JSON.parse(last?.body ?? "")).toMatchObject({
        status: "rejected",
        error: { type: expect.stringContaining(`#${row?.messages ?? "1330"}`) },
      });
    },
  );

  test("expired is rejected with 1360", async () => {
    simulator.setScenario({ provider: "vonage", scenario: "accept", reports: "expired" });
    await sendVonageMessage(call, webhook());
    const [only] = await receiver.until(1);
    expect(JSON.parse(only?.body ?? "")).toMatchObject({
      status: "rejected",
      error: { type: expect.stringContaining("#1360") },
    });
  });
});

describe("what a phone answers", () => {
  test("signed JSON, a long text in one piece", async () => {
    simulator.setAccount({ ...account, inboundUrl: `${receiver.url}/in/inbound` });
    await sendVonageMessage(call);
    const text = "Cảm ơn ".repeat(20);
    expect(simulator.reply(phone, text)).toBe(true);
    const [inbound] = await receiver.until(1);
    expect(JSON.parse(inbound?.body ?? "")).toEqual({
      message_uuid: expect.any(String),
      to: "12015550123",
      from: "84912345678",
      timestamp: expect.any(String),
      channel: "sms",
      message_type: "text",
      text,
      sms: { num_messages: "3", keyword: "CẢM" },
      usage: { currency: "EUR", price: "0.0000" },
    });
    if (inbound) expect(claimsOf(inbound)).toMatchObject({ api_key: account.apiKey });
  });
});
