import { describe, expect, test } from "bun:test";
import type { OutboundSms } from "../../provider.ts";
import {
  describeCallbacks,
  describeProvider,
  httpAnswer,
  openLoopback,
} from "../../testing/index.ts";
import { callbackToken, tokenCallback } from "../../testing/token-callback.ts";
import { createFrom, type SettingsInput } from "../create-provider.ts";
import { type VeevoTechSettings, veevotech } from "./index.ts";

const { signal } = new AbortController();
const apiKey = "0123456789abcdef0123456789abcdef";
const message: OutboundSms = {
  id: "5f0c1b6e-9a7d-4c2f-8e3b-1a0d9c8b7a65",
  to: "+923001234567",
  text: "Your code is 482915",
  category: "otp",
};
const clientAt = (baseUrl: string, settings: SettingsInput<VeevoTechSettings> = {}) =>
  createFrom(veevotech, { apiKey, baseUrl, allowInsecureLoopback: true, ...settings });

const success = {
  STATUS: "SUCCESSFUL",
  MESSAGE_ID: "VTX0000012345",
  NETWORK_NAME: "Jazz",
  RECEIVER_NUMBER: "923001234567",
  CHARGED_BALANCE: "1.95",
  CHARGING_UNIT: "PKR",
};

describeProvider("Veevo Tech", {
  create: (baseUrl) => clientAt(baseUrl),
  message,
  acceptedBody: () => JSON.stringify(success),
  secrets: [apiKey],
});

async function send(answer: object, settings: SettingsInput<VeevoTechSettings> = {}) {
  using server = await openLoopback({
    request: (socket) => socket.end(httpAnswer(200, JSON.stringify(answer))),
  });
  const outcome = await clientAt(server.url, settings).send(message, signal);
  return { outcome, request: server.requests[0] };
}

test("the key travels in the body, as JSON or as a form", async () => {
  const fields = {
    hash: apiKey,
    receivernum: "+923001234567",
    sendernum: "Default",
    textmessage: "Your code is 482915",
  };
  const json = await send(success);
  expect(json.request?.requestLine).toBe("POST /v3/sendsms HTTP/1.1");
  expect(JSON.parse(json.request?.body ?? "")).toEqual(fields);
  const form = await send(success, {
    bodyFormat: "form",
    keyField: "apikey",
    path: "/sendsms",
    sender: "8583",
  });
  expect(form.request?.requestLine).toBe("POST /sendsms HTTP/1.1");
  const { hash: _, ...rest } = fields;
  expect(Object.fromEntries(new URLSearchParams(form.request?.body))).toEqual({
    ...rest,
    sendernum: "8583",
    apikey: apiKey,
  });
});

test("what a success tells", async () => {
  expect((await send(success)).outcome).toEqual({
    kind: "accepted",
    providerMessageIds: ["VTX0000012345"],
    price: { amount: "1.95", currency: "PKR" },
    network: "Jazz",
  });
});

test.each([
  [{ STATUS: "sent", MESSAGE_ID: 77 }, { providerMessageIds: ["77"] }],
  [{ STATUS: "Successful" }, { providerMessageIds: [message.id] }],
  [
    { STATUS: "SUCCESSFUL", CHARGED_BALANCE: "2", CHARGING_UNIT: "PARTS" },
    { providerMessageIds: [message.id] },
  ],
])("%p: accepted", async (answer, told) => {
  expect((await send(answer)).outcome).toEqual({ kind: "accepted", ...told });
});

test.each([
  ["LOW_BALANCE", "TAPI-149730721", "insufficient_balance"],
  ["", "TAPI-149730721", "insufficient_balance"],
  ["INVALID_HASH", "", "bad_credentials"],
  ["INVALID_API_KEY", "", "bad_credentials"],
  ["AUTH_FAILED", "", "bad_credentials"],
  ["ACCOUNT_SUSPENDED", "", "bad_credentials"],
  ["INVALID_SENDER", "", "bad_sender"],
  ["MASK_NOT_APPROVED", "", "bad_sender"],
  ["INVALID_RECEIVER", "", "invalid_recipient"],
  ["WRONG_NUMBER", "", "invalid_recipient"],
  ["NETWORK_UNSUPPORTED", "", "invalid_recipient"],
  ["COUNTRY_UNSUPPORTED", "", "invalid_recipient"],
  ["EMPTY_TEXT", "", "bad_content"],
  ["MESSAGE_REFUSED", "", "bad_content"],
  ["CONTENT_BLOCKED", "", "bad_content"],
  ["DAILY_LIMIT", "", "throttled"],
  ["RATE_EXCEEDED", "", "throttled"],
  ["SOMETHING_NEW", "TAPI-1", "unrecognized_code"],
  ["", "", "unrecognized_code"],
])("the error %p %p: rejected, %s", async (filter, code, error) => {
  const { outcome } = await send({ STATUS: "ERROR", ERROR_FILTER: filter, ERROR_CODE: code });
  const providerCode = filter || code;
  expect<unknown>(outcome).toEqual({
    kind: "rejected",
    error: { code: error, provider: "veevotech", ...(providerCode && { providerCode }) },
  });
});

test.each([
  [{ STATUS: "PENDING" }, "unrecognized_code"],
  [{ status: "SUCCESSFUL" }, "unreadable_response"],
  [{ STATUS: null }, "unreadable_response"],
])("%p: unknown", async (answer, code) => {
  expect<unknown>((await send(answer)).outcome).toMatchObject({ kind: "unknown", error: { code } });
});

test("free text in place of a code is not passed on", async () => {
  const { outcome } = await send({ STATUS: "ERROR", ERROR_FILTER: "To +923001234567: no" });
  expect(JSON.stringify(outcome)).not.toContain("92300");
});

test("health is whether anything answers", async () => {
  using server = await openLoopback({ request: (socket) => socket.end(httpAnswer(404, "")) });
  expect(await clientAt(server.url).checkHealth?.(signal)).toEqual({ reachable: true });
  expect(await clientAt("http://127.0.0.1:1").checkHealth?.(signal)).toEqual({ reachable: false });
});

const reporting = {
  apiKey,
  callbackToken,
  reports: { idField: "id", statusField: "state", statuses: { OK: "delivered", BAD: "failed" } },
} as const;
const account = createFrom(veevotech, reporting);
const { callbackToken: _, ...unsigned } = reporting;
const genuine = tokenCallback("status", { id: "VTX0000012345", state: "OK" });

describeCallbacks("Veevo Tech", {
  create: () => account,
  createWithoutSecret: () => createFrom(veevotech, unsigned),
  genuine: {
    "a form": genuine,
    JSON: {
      ...genuine,
      headers: new Headers({ "content-type": "application/json" }),
      body: new TextEncoder().encode('{"id":"VTX1","state":"BAD"}'),
    },
    "a query": {
      ...genuine,
      method: "GET",
      url: `${genuine.url}?id=VTX1&state=OK`,
      body: new Uint8Array(),
    },
  },
  secrets: [apiKey, callbackToken],
});

describe("a report, by the names of the settings", () => {
  const read = (fields: Record<string, string>) =>
    account.readCallback?.(tokenCallback("status", fields));

  test("says what its words were said to mean", () => {
    expect(read({ id: "VTX1", state: "OK" })).toMatchObject({
      reports: [{ status: "delivered", providerMessageId: "VTX1" }],
    });
    expect(read({ id: "VTX1", state: "BAD" })).toMatchObject({
      reports: [{ status: "failed", error: { code: "delivery_failed", provider: "veevotech" } }],
    });
  });

  test.each<[Record<string, string>, string]>([
    [{ id: "VTX1", state: "NEW" }, "status"],
    [{ id: "VTX1", state: "constructor" }, "status"],
    [{ id: "a b", state: "OK" }, "id"],
    [{}, "id"],
  ])("%p is taken note of", (fields, unrecognized) => {
    expect(read(fields)).toMatchObject({ reports: [], unrecognized });
  });

  test("inbound messages have no public format", () => {
    expect(account.readCallback?.(tokenCallback("inbound", {}))).toMatchObject({
      kind: "read",
      unrecognized: "inbound",
    });
  });

  test("an account without words reports nothing", () => {
    expect(createFrom(veevotech, { apiKey }).capabilities.deliveryReports).toBe(false);
    expect(account.capabilities.deliveryReports).toBe(true);
  });
});
