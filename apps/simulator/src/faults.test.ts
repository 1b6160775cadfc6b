import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { defaultAccounts, type Provider, providerNames, type Scenario } from "./index.ts";
import { startTestSimulator } from "./testing/gateway-client.ts";
import { basic, phoneAt, sendTo, twilioPath } from "./testing/senders.ts";

type TestSimulator = Awaited<ReturnType<typeof startTestSimulator>>;
let simulator: TestSimulator["simulator"];
let delays: TestSimulator["delays"];
let call: TestSimulator["call"];

beforeAll(async () => {
  ({ simulator, delays, call } = await startTestSimulator());
});
afterAll(() => simulator.stop());
beforeEach(() => {
  simulator.reset();
  delays.length = 0;
});

const reset = { code: "ECONNRESET" };

/** Scenario, what its client sees, and whether the message is taken. */
const faults: [Scenario["scenario"], seen: object, taken: boolean][] = [
  ["accept", { status: expect.any(Number), body: expect.any(Object) }, true],
  ["http-429", { status: 429, body: "Too Many Requests" }, false],
  ["http-500", { status: 500, body: "Internal Server Error" }, false],
  ["http-503", { status: 503, body: "Service Unavailable" }, false],
  ["garbage", { status: 200, body: expect.stringContaining("<html>") }, true],
  ["wrong-json", { body: { result: "done" } }, true],
  ["truncated", { body: expect.stringMatching(/^\{.*[^}]$/s) }, true],
  ["reset-before-read", reset, false],
  ["reset-after-read", reset, true],
];

describe.each(providerNames)("%s", (provider: Provider) => {
  const phone = phoneAt[provider]("678");
  const send = () => sendTo[provider](call, "678").catch(({ code }) => ({ code }));

  test("a plain message is accepted and on the phone", async () => {
    await send();
    expect(simulator.requests()).toMatchObject([{ provider, to: phone, accepted: true }]);
    expect(simulator.messages(phone)).toMatchObject([{ provider }]);
  });

  test.each(faults)("%s", async (scenario, seen, accepted) => {
    simulator.setScenario({ provider, scenario });
    expect(await send()).toMatchObject(seen);
    expect(simulator.requests()).toMatchObject([
      { provider, accepted, ...(scenario !== "accept" && { outcome: scenario }) },
    ]);
    expect(simulator.messages(phone)).toHaveLength(accepted ? 1 : 0);
  });

  test("reset-before-read for one number alone leaves the others alone", async () => {
    simulator.setScenario({ provider, scenario: "reset-before-read", number: "678" });
    expect(await send()).toEqual(reset);
    expect(await sendTo[provider](call, "679")).toMatchObject({ status: expect.any(Number) });
    expect(simulator.messages(phoneAt[provider]("679"))).toHaveLength(1);
  });

  test("slow", async () => {
    simulator.setScenario({ provider, scenario: "slow", delayMs: 1234 });
    await send();
    expect(delays[0]).toBe(1234);
    expect(simulator.messages(phone)).toHaveLength(1);
  });

  test("another provider's scenario is none of its business", async () => {
    const other = provider === "vnpay" ? "twilio" : "vnpay";
    simulator.setScenario({ provider: other, scenario: "http-500" });
    await send();
    expect(simulator.messages(phone)).toHaveLength(1);
  });
});

describe("whatever comes, a gateway answers for itself", () => {
  const paths = [
    "/vnpay/smsgw/sendSms",
    "/vnpay/smsgw/sendSmsList",
    `${twilioPath}/Messages.json`,
    "/vonage/sms/json",
    "/vonage/v1/messages",
    "/africastalking/version1/messaging",
    "/africastalking/version1/messaging/bulk",
    "/veevotech/v3/sendsms",
  ];
  const { twilio, vonage, africastalking } = defaultAccounts;
  const named = {
    to: "__proto__",
    from: "constructor",
    To: "+84912345678",
    MessagingServiceSid: "constructor",
    Body: "\u0000",
    hash: "__proto__",
    username: "constructor",
    api_key: "toString",
    api_secret: "\ud800",
  };
  const bodies = [
    ...["", "{", "[]", "null", "1", '"text"', "[[[[", "%", "%E0%A4", "&&==", "a=1&a=2", "\u0000"],
    ...[JSON.stringify(named), new URLSearchParams(named).toString()],
    ...["[1,2]", '{"to":{"to":[]}}', '{"data":[null]}', '{"phoneNumbers":[1],"username":{}}'],
  ];
  const types = ["application/json", "application/x-www-form-urlencoded", "text/plain"];

  test.each(paths)("%s", async (path) => {
    const credentials = [
      basic(twilio.accountSid, twilio.authToken),
      basic(vonage.apiKey, vonage.apiSecret),
      { apikey: africastalking.apiKey },
      { authorization: "Bearer ..", apikey: "__proto__" },
    ];
    for (const body of bodies) {
      for (const type of types) {
        for (const credential of credentials) {
          const headers = { "content-type": type, ...credential };
          const { status } = await call("POST", path, body, headers);
          expect({ body, type, isOwn: status < 500 }).toEqual({ body, type, isOwn: true });
        }
      }
    }
    expect(simulator.messages("+84912345678")).toEqual([]);
  });
});
