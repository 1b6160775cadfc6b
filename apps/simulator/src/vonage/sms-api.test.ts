import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { createHash, createHmac } from "node:crypto";
import { defaultAccounts } from "../index.ts";
import { startTestSimulator } from "../testing/gateway-client.ts";
import { fieldsOf, type ReceivedCallback, startReceiver } from "../testing/receiver.ts";
import { basic, sendVonageSms } from "../testing/senders.ts";
import { deliveryFaults, faults } from "./codes.ts";
import { signParameters } from "./signature.ts";

const account = defaultAccounts.vonage;
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

const json = { "content-type": "application/json" };
const phone = "+84912345678";
const statusesOf = ({ body }: { body: unknown }) =>
  Object(body).messages.map(({ status }: { status: string }) => status);

describe("the answer to a send", () => {
  test("HTTP 200 with one entry, its numbers as text", async () => {
    const answer = await sendVonageSms(call, { "client-ref": "attempt-1" });
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body).toEqual({
      "message-count": "1",
      messages: [
        {
          to: "84912345678",
          "message-id": expect.stringMatching(/^[0-9A-F]{16}$/),
          status: "0",
          "remaining-balance": "12.34000000",
          "message-price": "0.03330000",
          network: "45201",
          "client-ref": "attempt-1",
        },
      ],
    });
    expect(simulator.messages(phone)).toMatchObject([
      { from: "12015550123", text: "Your code is 482915", provider: "vonage" },
    ]);
  });

  test("an entry for each part, and one text on the phone", async () => {
    const text = "a".repeat(307);
    const answer = await sendVonageSms(call, { text });
    expect(answer.body).toMatchObject({ "message-count": "3" });
    expect(statusesOf(answer)).toEqual(["0", "0", "0"]);
    expect(simulator.messages(phone)).toMatchObject([{ text }]);
  });

  test("without type=unicode, what is not GSM-7 becomes a question mark", async () => {
    await sendVonageSms(call, { text: "Mã 482915" });
    await sendVonageSms(call, { text: "Mã 482915", type: "unicode" });
    expect(simulator.messages(phone)).toMatchObject([{ text: "Mã 482915" }, { text: "M? 482915" }]);
  });

  test("type=unicode makes parts of 67 even of plain letters", async () => {
    const answer = await sendVonageSms(call, { text: "a".repeat(71), type: "unicode" });
    expect(statusesOf(answer)).toEqual(["0", "0"]);
  });

  test("JSON under a Basic header, as the official SDK sends it", async () => {
    const headers = { ...json, ...basic(account.apiKey, account.apiSecret) };
    const answer = await sendVonageSms(call, { api_key: "", api_secret: "" }, headers);
    expect(statusesOf(answer)).toEqual(["0"]);
  });
});

describe("statuses", () => {
  test.each<[string, Record<string, string>]>([
    ["2", { to: "" }],
    ["2", { from: "" }],
    ["2", { text: "" }],
    ["2", { api_key: "" }],
    ["2", { api_secret: "" }],
    ["3", { to: "+84912345678" }],
    ["3", { to: "0084912345678" }],
    ["3", { to: "123456" }],
    ["3", { type: "canary" }],
    ["3", { "client-ref": "r".repeat(41) }],
    ["4", { api_key: "unknown1" }],
    ["4", { api_secret: "wrong" }],
    ["12", { text: "a".repeat(3201) }],
    ["14", { api_secret: "", sig: "0".repeat(32), timestamp: "1" }],
    ["15", { from: "NOBODY" }],
    ["16", { ttl: "19999" }],
    ["16", { ttl: "soon" }],
    ["23", { callback: "nowhere" }],
    ["32", { sig: "0".repeat(32) }],
  ])("%s for %p", async (status, changes) => {
    const answer = await sendVonageSms(call, changes);
    expect(answer).toMatchObject({ status: 200, body: { "message-count": "1" } });
    expect(statusesOf(answer)).toEqual([status]);
    expect(simulator.messages(phone)).toEqual([]);
    expect(simulator.requests()).toMatchObject([{ outcome: status, accepted: false }]);
  });

  test("4 under a wrong Basic header", async () => {
    const headers = { ...json, ...basic(account.apiKey, "wrong") };
    const answer = await sendVonageSms(call, { api_key: "", api_secret: "" }, headers);
    expect(statusesOf(answer)).toEqual(["4"]);
  });

  test.each(faults.flatMap(({ sms, messages }) => sms ?? messages ?? []))(
    "%s by scenario",
    async (code) => {
      simulator.setScenario({ provider: "vonage", scenario: "code", code });
      const row = faults.find(({ sms, messages }) => sms === code || messages === code);
      expect(statusesOf(await sendVonageSms(call))).toEqual([row?.sms ?? "99"]);
    },
  );

  test("1 tells how long to wait; of several parts the first is taken", async () => {
    simulator.setScenario({ provider: "vonage", scenario: "code", code: "1" });
    expect(Object((await sendVonageSms(call)).body).messages).toEqual([
      { status: "1", "error-text": "Throughput Rate Exceeded - please wait [ 250 ] and retry" },
    ]);
    expect(statusesOf(await sendVonageSms(call, { text: "a".repeat(161) }))).toEqual(["0", "1"]);
    expect(simulator.messages(phone)).toMatchObject([{ text: "a".repeat(153) }]);
  });
});

describe("signatures", () => {
  const secret = "sIgSeCrEt0123456789";
  const parameters = {
    "api-key": "abcd1234",
    "client-ref": "a&b=c",
    "err-code": "0",
    "message-timestamp": "2026-01-02 08:31:05",
    messageId: "0A0000000123ABCD1",
    msisdn: "84912345678",
    "network-code": "45201",
    nonce: "11111111-2222-3333-4444-555555555555",
    price: "0.03330000",
    scts: "2601021531",
    status: "delivered",
    timestamp: "1767342665",
    to: "ACME",
  };
  test.each([
    ["md5hash", "7b1e658bfc51e4a15e3f6924d8dcf93a"],
    ["md5", "e61886ed98c007ce18a6965f31af9672"],
    ["sha1", "27ecba704ec829737ed6ba458c713bc2d2086a74"],
    ["sha256", "75dc71fb5c4b68ee92ffdbdda6e352ee5bd3f977bd19eea1073309f36c0e8d26"],
    [
      "sha512",
      "b28775f2feef8b38eb29701091a2621cea13c5a328718acd0abeb942ad3395216e38bcdb0c4dcd1bec4d3b3a985be12c4f93ce4c45d8503db6f3731fd6acd44b",
    ],
  ] as const)("%s", (signatureMethod, sig) => {
    expect(signParameters(parameters, { signatureMethod, signatureSecret: secret })).toBe(sig);
  });

  test("a signed send is let in for five minutes", async () => {
    const signed = (seconds: number) => {
      const fields = {
        api_key: account.apiKey,
        to: "84912345678",
        from: "NXDEMO",
        text: "Hi & bye=1",
        timestamp: String(Math.floor(Date.now() / 1000) - seconds),
      };
      const text = Object.entries(fields)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `&${name}=${value.replace(/[&=]/g, "_")}`)
        .join("");
      const sig = createHash("md5")
        .update(text + account.signatureSecret)
        .digest("hex");
      return { ...fields, sig, api_secret: "" };
    };
    expect(statusesOf(await sendVonageSms(call, signed(0)))).toEqual(["0"]);
    expect(statusesOf(await sendVonageSms(call, signed(301)))).toEqual(["14"]);
    expect(statusesOf(await sendVonageSms(call, { ...signed(0), text: "Else" }))).toEqual(["14"]);
  });
});

describe("delivery reports", () => {
  const callback = () => `${receiver.url}/in/status`;
  const read = ({ method, url, body, headers }: ReceivedCallback): Record<string, string> => {
    if (method === "GET") return Object.fromEntries(new URL(url).searchParams);
    const isJson = headers.get("content-type") === "application/json";
    return isJson ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
  };

  test.each(["GET", "POST", "POST-JSON"] as const)(
    "one for each part, by %s",
    async (httpMethod) => {
      simulator.setAccount({ ...account, httpMethod, signCallbacks: false, statusUrl: callback() });
      const changes = { text: "a".repeat(161), "client-ref": "attempt-1" };
      const sent = await sendVonageSms(call, changes);
      const ids = Object(sent.body).messages.map((each: object) => Reflect.get(each, "message-id"));
      const received = await receiver.until(4);
      expect(received.map(({ method }) => method)).toEqual(
        Array(4).fill(httpMethod === "GET" ? "GET" : "POST"),
      );
      const reports = received.map(read);
      expect(reports.map(({ messageId, status }) => [messageId, status])).toEqual([
        [ids[0], "accepted"],
        [ids[1], "accepted"],
        [ids[0], "delivered"],
        [ids[1], "delivered"],
      ]);
      expect(reports[3]).toEqual({
        msisdn: "84912345678",
        to: "12015550123",
        "network-code": "45201",
        messageId: ids[1],
        price: "0.03330000",
        status: "delivered",
        scts: expect.stringMatching(/^\d{10}$/),
        "err-code": "0",
        "message-timestamp": expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
        "api-key": account.apiKey,
        "client-ref": "attempt-1",
      });
    },
  );

  test.each(["md5hash", "sha256"] as const)("signed with %s", async (signatureMethod) => {
    simulator.setAccount({ ...account, signatureMethod });
    await sendVonageSms(call, { callback: callback() });
    for (const each of await receiver.until(2)) {
      const { sig, ...parameters } = read(each);
      const text = Object.keys(parameters)
        .sort()
        .map((name) => `&${name}=${parameters[name]?.replace(/[&=]/g, "_")}`)
        .join("");
      const expected =
        signatureMethod === "md5hash"
          ? createHash("md5").update(text + account.signatureSecret)
          : createHmac("sha256", account.signatureSecret).update(text);
      expect(sig).toBe(expected.digest("hex"));
      expect(Math.abs(Number(parameters["timestamp"]) - Date.now() / 1000)).toBeLessThan(60);
    }
  });

  test.each(deliveryFaults.flatMap(({ sms, messages }) => sms ?? messages ?? []))(
    "a delivery that fails with %s",
    async (code) => {
      simulator.setScenario({ provider: "vonage", scenario: "accept", reports: "failed", code });
      await sendVonageSms(call, { callback: callback() });
      const [, last] = await receiver.until(2);
      const row = deliveryFaults.find(({ sms, messages }) => sms === code || messages === code);
      expect(last && read(last)).toMatchObject({
        status: "failed",
        "err-code": row?.sms ?? "99",
      });
    },
  );

  test("expired", async () => {
    simulator.setScenario({ provider: "vonage", scenario: "accept", reports: "expired" });
    await sendVonageSms(call, { callback: callback() });
    const [only] = await receiver.until(1);
    expect(only && read(only)).toMatchObject({ status: "expired" });
  });

  test("none where the message asks for none", async () => {
    await sendVonageSms(call, { callback: `${callback()}/1`, "status-report-req": "false" });
    await sendVonageSms(call, { callback: `${callback()}/2` });
    const received = await receiver.until(2);
    expect(received.map(({ url }) => url)).toEqual([`${callback()}/2`, `${callback()}/2`]);
  });

  test("repeated until it is taken, five times at most", async () => {
    const failing = startReceiver((_, index) => new Response(null, { status: index ? 200 : 500 }));
    await sendVonageSms(call, { callback: failing.url });
    expect((await recorded(3)).map(({ attempt, outcome }) => `${attempt} ${outcome}`)).toEqual([
      "1 200",
      "2 200",
      "1 500",
    ]);
    await failing.stop();
    await sendVonageSms(call, { callback: failing.url });
    const [last] = await recorded(13);
    expect(last).toMatchObject({ attempt: 5, outcome: "unreachable" });
  });
});

describe("what a phone answers", () => {
  const inboundUrl = () => `${receiver.url}/in/inbound`;

  test("a short text in one piece", async () => {
    simulator.setAccount({ ...account, inboundUrl: inboundUrl(), httpMethod: "POST" as const });
    await sendVonageSms(call);
    expect(simulator.reply(phone, "stop it")).toBe(true);
    const [inbound] = await receiver.until(1);
    expect(inbound && fieldsOf(inbound)).toEqual({
      msisdn: "84912345678",
      to: "12015550123",
      messageId: expect.any(String),
      text: "stop it",
      type: "text",
      keyword: "STOP",
      "message-timestamp": expect.any(String),
      "api-key": account.apiKey,
      timestamp: expect.any(String),
      nonce: expect.any(String),
      sig: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  test("a long one in parts, the last first", async () => {
    simulator.setAccount({ ...account, inboundUrl: inboundUrl() });
    await sendVonageSms(call);
    const text = `${"ế".repeat(67)}Cảm ơn`;
    simulator.reply(phone, text);
    const pieces = (await receiver.until(2)).map(({ body }) => JSON.parse(body));
    expect(pieces).toMatchObject([
      { "concat-part": "2", "concat-total": "2", concat: "true", type: "unicode" },
      { "concat-part": "1", "concat-total": "2" },
    ]);
    expect(pieces[0]["concat-ref"]).toBe(pieces[1]["concat-ref"]);
    expect(pieces[0].messageId).not.toBe(pieces[1].messageId);
    expect(pieces[1].text + pieces[0].text).toBe(text);
  });

  test("not to a name", async () => {
    simulator.setAccount({ ...account, inboundUrl: inboundUrl() });
    await sendVonageSms(call, { from: "NXDEMO" });
    expect(simulator.reply(phone, "hello")).toBe(false);
  });
});

test("the balance, by header or query", async () => {
  const path = "/vonage/account/get-balance";
  const auth = basic(account.apiKey, account.apiSecret);
  const balance = { status: 200, body: { value: 12.34, autoReload: false } };
  expect(await call("GET", path, undefined, auth)).toMatchObject(balance);
  const query = `api_key=${account.apiKey}&api_secret=${account.apiSecret}`;
  expect(await call("GET", `${path}?${query}`)).toMatchObject(balance);
  expect(await call("GET", path)).toMatchObject({ status: 401 });
  expect(await call("GET", `${path}?${query}x`)).toMatchObject({ status: 401 });
});
