import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { defaultAccounts } from "../index.ts";
import { startTestSimulator } from "../testing/gateway-client.ts";
import { sendVeevoTech } from "../testing/senders.ts";
import { filters } from "./codes.ts";

const account = defaultAccounts.veevotech;
const { simulator, call } = await startTestSimulator();
afterAll(() => simulator.stop());
beforeEach(() => simulator.reset());

const phone = "+923001234678";
const path = "/veevotech/v3/sendsms";

describe("the answer to a send", () => {
  test("one flat object in upper case", async () => {
    const answer = await sendVeevoTech(call);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      STATUS: "SUCCESSFUL",
      MESSAGE_ID: expect.stringMatching(/^VTX[0-9A-F]{12}$/),
      COUNTRY_SUPPORTED: "YES",
      COUNTRY_CODE: "92",
      COUNTRY_ISO: "PK",
      NETWORK_NAME: "Simulated",
      RECEIVER_NUMBER: "923001234678",
      ERROR_FILTER: "",
      ERROR_CODE: "",
      ERROR_DESCRIPTION: "",
      CHARGED_BALANCE: "1.95",
      CHARGING_UNIT: "PKR",
    });
    expect(simulator.messages(phone)).toMatchObject([
      { from: "Default", text: "Your code is 482915", provider: "veevotech" },
    ]);
  });

  test.each(["+923001234678", "923001234678", "00923001234678", "03001234678", "+92 300 1234678"])(
    "%s is the same phone",
    async (receivernum) => {
      await sendVeevoTech(call, { receivernum });
      expect(simulator.messages(phone)).toHaveLength(1);
    },
  );

  test("the price counts the parts", async () => {
    const answer = await sendVeevoTech(call, { textmessage: "a".repeat(161) });
    expect(answer.body).toMatchObject({ CHARGED_BALANCE: "3.90" });
  });

  test("a form, or everything in the query, by POST or GET", async () => {
    const fields = { hash: account.apiKey, receivernum: phone, textmessage: "hello" };
    const query = new URLSearchParams(fields).toString();
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const successful = { status: 200, body: { STATUS: "SUCCESSFUL" } };
    expect(await call("POST", path, query, form)).toMatchObject(successful);
    expect(await call("POST", `${path}?${query}`, "")).toMatchObject(successful);
    expect(await call("GET", `${path}?${query}`)).toMatchObject(successful);
    expect(simulator.messages(phone)).toHaveLength(3);
  });
});

describe("errors come with HTTP 200", () => {
  test.each([
    ["INVALID_HASH", { hash: "bad" }],
    ["INVALID_HASH", { hash: undefined }],
    ["INVALID_RECEIVER", { receivernum: "+84912345678" }],
    ["INVALID_RECEIVER", { receivernum: undefined }],
    ["INVALID_TEXT", { textmessage: "" }],
    ["INVALID_SENDER", { sendernum: "NOBODY" }],
  ])("%s for %p", async (filter, changes) => {
    const answer = await sendVeevoTech(call, changes);
    expect(answer).toMatchObject({
      status: 200,
      body: { STATUS: "ERROR", ERROR_FILTER: filter, ERROR_CODE: filters[filter] },
    });
    expect(simulator.messages(phone)).toEqual([]);
    expect(simulator.requests()).toMatchObject([{ outcome: filter, accepted: false }]);
  });

  test("INVALID_HASH for what cannot be read", async () => {
    const headers = { "content-type": "application/json" };
    expect(await call("POST", path, "{", headers)).toMatchObject({
      body: { ERROR_FILTER: "INVALID_HASH" },
    });
  });

  test.each(Object.entries(filters))("%s by scenario", async (code, errorCode) => {
    simulator.setScenario({ provider: "veevotech", scenario: "code", code });
    expect(await sendVeevoTech(call)).toMatchObject({
      status: 200,
      body: { STATUS: "ERROR", ERROR_FILTER: code, ERROR_CODE: errorCode },
    });
    expect(simulator.messages(phone)).toEqual([]);
  });
});

test("nothing is called back, and nobody takes an answer", async () => {
  await sendVeevoTech(call);
  expect(simulator.reply(phone, "hello")).toBe(false);
  expect(simulator.callbacks()).toEqual([]);
});
