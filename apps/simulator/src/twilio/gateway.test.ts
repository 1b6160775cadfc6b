import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import twilio from "twilio";
import { defaultAccounts } from "../index.ts";
import { startTestSimulator } from "../testing/gateway-client.ts";
import { fieldsOf, type ReceivedCallback, startReceiver } from "../testing/receiver.ts";
import { basic, sendTwilio, twilioPath } from "../testing/senders.ts";
import { failureStatus, reportCodes, sendCodes } from "./codes.ts";

const account = defaultAccounts.twilio;
const service = "MG00000000000000000000000000000001";
const auth = basic(account.accountSid, account.authToken);
const receiver = startReceiver();
const { simulator, call, recorded } = await startTestSimulator();
afterAll(async () => {
  await simulator.stop();
  await receiver.stop();
});
beforeEach(() => {
  simulator.reset();
  receiver.clear();
});

const get = (path: string, headers: Record<string, string> = auth) =>
  call("GET", twilioPath + path, undefined, headers);
const codeOf = async (changes: Record<string, string>) =>
  Reflect.get(Object((await sendTwilio(call, changes)).body), "code");
const sidOf = ({ body }: { body: unknown }) => String(Reflect.get(Object(body), "sid"));

describe("the answer to a send", () => {
  test("201 with every field of the resource", async () => {
    const answer = await sendTwilio(call, { Body: "Xin chào {}" });
    expect(answer.status).toBe(201);
    const date = expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
    const sid = sidOf(answer);
    const uri = `/2010-04-01/Accounts/${account.accountSid}/Messages/${sid}`;
    expect(answer.body).toEqual({
      account_sid: account.accountSid,
      api_version: "2010-04-01",
      body: "Xin chào {}",
      date_created: date,
      date_sent: null,
      date_updated: date,
      direction: "outbound-api",
      error_code: null,
      error_message: null,
      from: "+15005550006",
      messaging_service_sid: null,
      num_media: "0",
      num_segments: "1",
      price: null,
      price_unit: "USD",
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      status: "queued",
      subresource_uris: { media: `${uri}/Media.json` },
      to: "+84912345678",
      uri: `${uri}.json`,
    });
    expect(simulator.messages("+84912345678")).toMatchObject([
      { from: "+15005550006", text: "Xin chào {}", provider: "twilio" },
    ]);
    expect(simulator.requests()).toMatchObject([
      { messageId: sid, outcome: "queued", accepted: true },
    ]);
  });

  test.each([
    ["1", "a".repeat(160)],
    ["2", "a".repeat(161)],
    ["3", "a".repeat(307)],
    ["2", "€".repeat(81)],
    ["1", "ế".repeat(70)],
    ["2", "ế".repeat(71)],
  ])("%s segments, as a string", async (num_segments, Body) => {
    expect((await sendTwilio(call, { Body })).body).toMatchObject({ num_segments });
  });

  test("a service accepts without sender and segments, and picks the sender later", async () => {
    const answer = await sendTwilio(call, { From: "", MessagingServiceSid: service });
    expect(answer.body).toMatchObject({
      status: "accepted",
      from: null,
      num_segments: "0",
      messaging_service_sid: service,
    });
    expect(simulator.messages("+84912345678")).toMatchObject([{ from: "+15005550006" }]);
  });

  test("an API key may send", async () => {
    const key = basic("SK00000000000000000000000000000001", "simulator-key-secret");
    expect(await sendTwilio(call, {}, key)).toMatchObject({ status: 201 });
  });
});

describe("errors", () => {
  test.each<[number, Record<string, string>]>([
    [21604, { To: "" }],
    [21603, { From: "" }],
    [21211, { To: "0912345678" }],
    [21602, { Body: "" }],
    [21617, { Body: "a".repeat(1601) }],
    [21701, { MessagingServiceSid: "MG00000000000000000000000000000009" }],
    [21212, { From: "A name that is too long" }],
    [21606, { From: "NOBODY" }],
    [21606, { From: "+14155550100" }],
    [21266, { To: "+15005550006" }],
    [21609, { StatusCallback: "not a url" }],
    [21609, { StatusCallback: "https://under_score.example/status" }],
    [21624, { ValidityPeriod: "36001" }],
    [
      35115,
      { ScheduleType: "fixed", SendAt: "2030-01-01T00:00:00Z", MessagingServiceSid: service },
    ],
    [21212, { From: "+15005550001" }],
    [21606, { From: "+15005550007" }],
    [21611, { From: "+15005550008" }],
    [21211, { To: "+15005550001" }],
    [21612, { To: "+15005550002" }],
    [21408, { To: "+15005550003" }],
    [21610, { To: "+15005550004" }],
    [21614, { To: "+15005550009" }],
  ])("%d for %p", async (code, changes) => {
    const answer = await sendTwilio(call, changes);
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.body).toEqual({
      code,
      message: expect.any(String),
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      status: 400,
    });
    expect(simulator.requests()).toMatchObject([{ outcome: String(code), accepted: false }]);
  });

  test.each([
    ["a wrong token", basic(account.accountSid, "wrong")],
    ["another user", basic("AC00000000000000000000000000000002", account.authToken)],
    ["an unknown key", basic("SK00000000000000000000000000000009", "simulator-key-secret")],
    ["no user at all", { authorization: "Bearer 1" }],
  ])("20003 for %s", async (_, headers) => {
    expect(await sendTwilio(call, {}, headers)).toMatchObject({
      status: 401,
      body: { code: 20003, status: 401 },
    });
    expect(await get("/Balance.json", headers)).toMatchObject({ status: 401 });
  });

  test("20404 for another account's path", async () => {
    const path = "/twilio/2010-04-01/Accounts/AC00000000000000000000000000000002/Balance.json";
    expect(await call("GET", path, undefined, auth)).toMatchObject({
      status: 404,
      body: { code: 20404 },
    });
  });

  test.each(Object.keys(sendCodes))("%s by scenario, with its HTTP status", async (code) => {
    simulator.setScenario({ provider: "twilio", scenario: "code", code });
    const answer = await sendTwilio(call);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body).toMatchObject({ code: Number(code), status: answer.status });
    expect(simulator.messages("+84912345678")).toEqual([]);
  });

  test("a code of deliveries: created, and failed at once", async () => {
    simulator.setScenario({ provider: "twilio", scenario: "code", code: "30007" });
    expect(await sendTwilio(call)).toMatchObject({
      status: 201,
      body: { status: "failed", error_code: 30007 },
    });
    expect(simulator.messages("+84912345678")).toEqual([]);
  });
});

describe("looking at messages", () => {
  test("one message, and 20404 for another", async () => {
    const sent = await sendTwilio(call);
    expect((await get(`/Messages/${sidOf(sent)}.json`)).body).toMatchObject({
      sid: sidOf(sent),
      to: "+84912345678",
    });
    expect(await get("/Messages/SM00.json")).toMatchObject({ status: 404, body: { code: 20404 } });
  });

  test("delivered: with date and price", async () => {
    const sent = await sendTwilio(call, { StatusCallback: `${receiver.url}/s` });
    await receiver.until(2);
    expect((await get(`/Messages/${sidOf(sent)}.json`)).body).toMatchObject({
      status: "delivered",
      price: "-0.00750",
      date_sent: expect.any(String),
      error_code: null,
    });
  });

  test("a list by To, From and DateSent, newest first, in pages", async () => {
    for (const Body of ["first", "second", "third"]) await sendTwilio(call, { Body });
    await sendTwilio(call, { To: "+84987654321", From: "NXDEMO" });
    const list = async (query: string) => Object((await get(`/Messages.json?${query}`)).body);
    const bodies = (page: { messages: { body: string }[] }) =>
      page.messages.map(({ body }) => body);

    const first = await list("To=%2B84912345678&PageSize=2");
    expect(bodies(first)).toEqual(["third", "second"]);
    expect(first).toMatchObject({ page: 0, page_size: 2, start: 0, end: 1 });
    const next = await call("GET", `/twilio${first.next_page_uri}`, undefined, auth);
    expect(bodies(Object(next.body))).toEqual(["first"]);
    expect(next.body).toMatchObject({ page: 1, next_page_uri: null });

    expect((await list("From=NXDEMO")).messages).toHaveLength(1);
    const hour = 3_600_000;
    const at = (ms: number) => encodeURIComponent(new Date(Date.now() + ms).toISOString());
    expect((await list(`DateSent%3E=${at(-hour)}`)).messages).toHaveLength(4);
    expect((await list(`DateSent%3E=${at(hour)}`)).messages).toEqual([]);
    expect((await list(`DateSent%3C=${at(-hour)}`)).messages).toEqual([]);
    expect((await list(`DateSent=${at(0).slice(0, 10)}`)).messages).toHaveLength(4);
  });

  test("the balance", async () => {
    expect((await get("/Balance.json")).body).toEqual({
      account_sid: account.accountSid,
      balance: "12.34",
      currency: "USD",
    });
  });
});

/** By the official SDK, which shares no code with the simulator. */
const isSigned = (callback: ReceivedCallback, token = account.authToken) =>
  twilio.validateRequest(
    token,
    callback.headers.get("x-twilio-signature") ?? "",
    callback.url,
    fieldsOf(callback),
  );

describe("status callbacks", () => {
  test("a signed form for each status after the first", async () => {
    const url = `${receiver.url}/in/status?m=01J&b=%C3%A9`;
    const sent = await sendTwilio(call, { StatusCallback: `${url}#rc=2` });
    const [first, last] = await receiver.until(2);
    const MessageSid = sidOf(sent);
    expect(first && fieldsOf(first)).toEqual({
      AccountSid: account.accountSid,
      ApiVersion: "2010-04-01",
      MessageSid,
      SmsSid: MessageSid,
      MessageStatus: "sent",
      SmsStatus: "sent",
      To: "+84912345678",
      From: "+15005550006",
    });
    expect(last && fieldsOf(last)["MessageStatus"]).toBe("delivered");
    for (const callback of receiver.received) {
      expect(callback).toMatchObject({ method: "POST", url });
      expect(callback.headers.get("content-type")).toContain("x-www-form-urlencoded");
      expect(callback.headers.get("i-twilio-idempotency-token")).toBeTruthy();
      expect(isSigned(callback)).toBe(true);
      expect(isSigned(callback, "another-token")).toBe(false);
    }
  });

  test("to the account's URL where the message has none", async () => {
    simulator.setAccount({ ...account, statusUrl: `${receiver.url}/account` });
    await sendTwilio(call);
    const [first] = await receiver.until(2);
    expect(first?.url).toBe(`${receiver.url}/account`);
  });

  test.each(Object.keys(reportCodes))("a delivery that fails with %s", async (code) => {
    simulator.setScenario({ provider: "twilio", scenario: "accept", reports: "failed", code });
    const sent = await sendTwilio(call, { StatusCallback: `${receiver.url}/s` });
    const [, last] = await receiver.until(2);
    const status = failureStatus(code);
    expect(last && fieldsOf(last)).toMatchObject({ MessageStatus: status, ErrorCode: code });
    expect((await get(`/Messages/${sidOf(sent)}.json`)).body).toMatchObject({
      status,
      error_code: Number(code),
    });
  });

  test("expired is failed with 30036", async () => {
    simulator.setScenario({ provider: "twilio", scenario: "accept", reports: "expired" });
    await sendTwilio(call, { StatusCallback: `${receiver.url}/s` });
    const [only] = await receiver.until(1);
    expect(only && fieldsOf(only)).toMatchObject({ MessageStatus: "failed", ErrorCode: "30036" });
  });

  test("out of order: the message itself stays delivered", async () => {
    simulator.setScenario({ provider: "twilio", scenario: "accept", reports: "out-of-order" });
    const sent = await sendTwilio(call, { StatusCallback: `${receiver.url}/s` });
    await receiver.until(2);
    expect((await get(`/Messages/${sidOf(sent)}.json`)).body).toMatchObject({
      status: "delivered",
    });
  });

  test("a 500 is not repeated; a refused connection is, once", async () => {
    const failing = startReceiver(() => new Response(null, { status: 500 }));
    await sendTwilio(call, { StatusCallback: `${failing.url}/s` });
    await recorded(2);
    await failing.stop();
    await sendTwilio(call, { StatusCallback: `${failing.url}/gone` });
    const attempts = (await recorded(6)).map(({ attempt, outcome }) => `${attempt} ${outcome}`);
    const refused = ["2 unreachable", "1 unreachable"];
    expect(attempts).toEqual([...refused, ...refused, "1 500", "1 500"]);
  });
});

describe("what a phone answers", () => {
  const text = "Có, 3 chỗ & cảm ơn";

  test("a signed form to the inbound URL", async () => {
    simulator.setAccount({ ...account, inboundUrl: `${receiver.url}/in/inbound` });
    await sendTwilio(call);
    expect(simulator.reply("+84912345678", text)).toBe(true);
    const [inbound] = await receiver.until(1);
    expect(inbound && fieldsOf(inbound)).toMatchObject({
      MessageSid: expect.stringMatching(/^SM/),
      SmsStatus: "received",
      From: "+84912345678",
      To: "+15005550006",
      Body: text,
      NumMedia: "0",
      NumSegments: "1",
    });
    expect(inbound && isSigned(inbound)).toBe(true);
  });

  test("TwiML in the answer goes to the phone", async () => {
    const answering = startReceiver(
      () =>
        new Response("<Response><Message>Cam on &amp; hen gap</Message></Response>", {
          headers: { "content-type": "text/xml" },
        }),
    );
    simulator.setAccount({ ...account, inboundUrl: answering.url });
    await sendTwilio(call);
    simulator.reply("+84912345678", "OK");
    while (simulator.messages("+84912345678").length < 2) await call("GET", "/callbacks");
    expect(simulator.messages("+84912345678")[0]).toMatchObject({
      from: "+15005550006",
      text: "Cam on & hen gap",
    });
    await answering.stop();
  });

  test("STOP blocks the sender, is confirmed, and is told; START ends it", async () => {
    simulator.setAccount({ ...account, inboundUrl: receiver.url });
    await sendTwilio(call);
    simulator.reply("+84912345678", " stop ");
    expect(simulator.messages("+84912345678")[0]?.text).toContain("unsubscribed");
    const [inbound] = await receiver.until(1);
    expect(inbound && fieldsOf(inbound)["Body"]).toBe(" stop ");
    expect(await codeOf({})).toBe(21610);
    expect(await codeOf({ From: "NXDEMO" })).toBeUndefined();
    expect(simulator.reply("+84912345678", "START", "+15005550006")).toBe(true);
    expect(await codeOf({})).toBeUndefined();
  });

  test("a name cannot be answered, nor an account without inbound URL", async () => {
    await sendTwilio(call);
    expect(simulator.reply("+84912345678", text)).toBe(false);
    simulator.setAccount({ ...account, inboundUrl: receiver.url });
    await sendTwilio(call, { From: "NXDEMO" });
    expect(simulator.reply("+84912345678", text)).toBe(false);
    expect(simulator.reply("+84912345678", text, "+15005550006")).toBe(true);
  });
});
