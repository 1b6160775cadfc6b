import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { defaultAccounts } from "../index.ts";
import { startTestSimulator } from "../testing/gateway-client.ts";
import { fieldsOf, startReceiver } from "../testing/receiver.ts";
import { sendTo, sendTwilio, sendVonageMessage } from "../testing/senders.ts";

const receiver = startReceiver();
const { simulator, call } = await startTestSimulator();
const { twilio, vonage, africastalking } = defaultAccounts;
const phone = "+84912345678";

afterAll(async () => {
  await simulator.stop();
  await receiver.stop();
});
beforeEach(() => {
  simulator.reset();
  receiver.clear();
  simulator.setAccount({ ...twilio, inboundUrl: `${receiver.url}/twilio` });
  simulator.setAccount({ ...vonage, inboundUrl: `${receiver.url}/vonage` });
  simulator.setAccount({ ...africastalking, inboundUrl: `${receiver.url}/africastalking` });
});

const reply = (body: unknown, number = phone) => call("POST", `/phones/${number}/reply`, body);

describe("POST /phones/{number}/reply", () => {
  test("goes to the sender of the newest message, by the provider that brought it", async () => {
    await sendTwilio(call);
    await sendVonageMessage(call);
    expect(await reply({ text: "OK" }, "0912345678")).toMatchObject({
      status: 202,
      body: { to: "12015550123", provider: "vonage" },
    });
    const [inbound] = await receiver.until(1);
    expect(inbound?.url).toBe(`${receiver.url}/vonage`);
  });

  test("or to the sender that is named", async () => {
    await sendTwilio(call);
    await sendVonageMessage(call);
    expect(await reply({ text: "OK", to: "+15005550006" })).toMatchObject({
      status: 202,
      body: { to: "+15005550006", provider: "twilio" },
    });
    const [inbound] = await receiver.until(1);
    expect(inbound && fieldsOf(inbound)).toMatchObject({ From: phone, Body: "OK" });
  });

  test("the inbound URL is the one that the account has now", async () => {
    await sendTwilio(call);
    simulator.setAccount({ ...twilio, inboundUrl: `${receiver.url}/moved` });
    await reply({ text: "OK" });
    const [inbound] = await receiver.until(1);
    expect(inbound?.url).toBe(`${receiver.url}/moved`);
  });

  test.each([
    ["a phone without messages", async () => {}, { text: "OK" }],
    ["a sender that never wrote", () => sendTwilio(call), { text: "OK", to: "+15005550009" }],
    ["a name", () => sendTwilio(call, { From: "NXDEMO" }), { text: "OK" }],
    ["a provider that brings nothing", () => sendTo.vnpay(call, "678"), { text: "OK" }],
  ])("409 for %s", async (_, send, body) => {
    await send();
    const answer = await reply(body);
    expect(answer).toMatchObject({ status: 409, body: { status: 409 } });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(simulator.callbacks()).toEqual([]);
  });

  test.each([
    ["no text", {}, "text"],
    ["an empty text", { text: "" }, "text"],
    ["an unknown field", { text: "OK", canary: 1 }, "canary"],
    ["what is no JSON", "{", ""],
  ])("400 for %s", async (_, body, path) => {
    expect(await reply(body)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });

  test("400 for what is no number", async () => {
    expect(await reply({ text: "OK" }, "nobody")).toMatchObject({ status: 400 });
  });
});
