import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { defaultAccounts } from "../index.ts";
import { startTestSimulator } from "../testing/gateway-client.ts";
import { fieldsOf, startReceiver } from "../testing/receiver.ts";
import { sendAfricasTalking } from "../testing/senders.ts";
import { failureReasons, refusals, wholeCallWords } from "./codes.ts";

const account = defaultAccounts.africastalking;
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

const phone = "+254711222678";
const another = "+254711222679";
const dataOf = ({ body }: { body: unknown }) => Object(body).SMSMessageData;

describe("the answer to a send", () => {
  test("201 with one recipient", async () => {
    const answer = await sendAfricasTalking(call);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      SMSMessageData: {
        Message: "Sent to 1/1 Total Cost: KES 0.8000",
        Recipients: [
          {
            statusCode: 101,
            number: phone,
            status: "Success",
            cost: "KES 0.8000",
            messageId: expect.stringMatching(/^ATXid_[0-9a-f]{32}$/),
          },
        ],
      },
    });
    expect(simulator.messages(phone)).toMatchObject([
      { from: "22345", text: "Your code is 482915", provider: "africastalking" },
    ]);
  });

  test("a list: each on its own, refused ones without id and cost", async () => {
    const changes = { to: `${phone}, ${another},nobody,+254711222403`, message: "a".repeat(161) };
    const data = dataOf(await sendAfricasTalking(call, changes));
    expect(data.Message).toBe("Sent to 2/4 Total Cost: KES 3.2000");
    const refused = { statusCode: 403, status: "InvalidPhoneNumber", cost: "0", messageId: "None" };
    expect(data.Recipients).toMatchObject([
      { number: phone, statusCode: 101, cost: "KES 1.6000" },
      { number: another, statusCode: 101 },
      { number: "nobody", ...refused },
      { number: "+254711222403", ...refused },
    ]);
    expect(simulator.requests()).toHaveLength(4);
    expect(simulator.messages(another)).toHaveLength(1);
  });

  test("enqueue: the codes are 100 and 102", async () => {
    const data = dataOf(
      await sendAfricasTalking(call, { to: `${phone},${another}`, enqueue: "1" }),
    );
    expect(data.Recipients).toMatchObject([
      { statusCode: 100, status: "Processed" },
      { statusCode: 102, status: "Queued" },
    ]);
  });

  test("without from the shared name sends", async () => {
    await sendAfricasTalking(call, { from: "" });
    expect(simulator.messages(phone)).toMatchObject([{ from: "AFRICASTKNG" }]);
  });

  test("a number without + comes back with it", async () => {
    const data = dataOf(await sendAfricasTalking(call, { to: phone.slice(1) }));
    expect(data.Recipients).toMatchObject([{ number: phone }]);
  });

  test("XML for those who do not ask for JSON", async () => {
    const answer = await sendAfricasTalking(call, {}, { accept: "*/*" });
    expect(answer.headers.get("content-type")).toBe("application/xml");
    expect(answer.body).toMatch(/<Recipient><statusCode>101<\/statusCode><number>\+254711222678</);
  });
});

describe("errors", () => {
  test("an unregistered sender: 201, a word, and nobody", async () => {
    const answer = await sendAfricasTalking(call, { from: "BADSENDER" });
    expect(answer).toMatchObject({ status: 201 });
    expect(dataOf(answer)).toEqual({ Message: "InvalidSenderId", Recipients: [] });
    expect(simulator.requests()).toMatchObject([{ outcome: "InvalidSenderId", accepted: false }]);
  });

  test.each([
    ["a wrong key", {}, { apikey: "wrong" }],
    ["another user", { username: "nobody" }, {}],
    ["no user", { username: "" }, {}],
  ])("401 in plain text for %s", async (_, changes, headers) => {
    const answer = await sendAfricasTalking(call, changes, headers);
    expect(answer).toMatchObject({
      status: 401,
      body: "The supplied authentication is invalid",
    });
    expect(answer.headers.get("content-type")).toBe("text/plain");
    expect(simulator.requests()).toMatchObject([{ outcome: "401", accepted: false }]);
  });

  test.each([{ message: "" }, { to: "" }])("400 in plain text for %p", async (changes) => {
    expect(await sendAfricasTalking(call, changes)).toMatchObject({
      status: 400,
      body: expect.stringContaining("Must have"),
    });
  });

  test.each(Object.entries(refusals))("%s by scenario, for one recipient", async (code, status) => {
    simulator.setScenario({ provider: "africastalking", scenario: "code", code, number: phone });
    const data = dataOf(await sendAfricasTalking(call, { to: `${phone},${another}` }));
    expect(data.Recipients).toMatchObject([
      { number: phone, statusCode: Number(code), status, messageId: "None" },
      { number: another, statusCode: 101 },
    ]);
    expect(simulator.messages(phone)).toEqual([]);
  });

  test.each(Object.keys(wholeCallWords))("%s by scenario, for the whole call", async (word) => {
    simulator.setScenario({ provider: "africastalking", scenario: "code", code: word });
    const answer = await sendAfricasTalking(call, { to: `${phone},${another}` });
    expect(answer.status).toBe(201);
    expect(dataOf(answer)).toEqual({ Message: word, Recipients: [] });
    expect(simulator.messages(phone)).toEqual([]);
  });
});

describe("the bulk endpoint", () => {
  const path = "/africastalking/version1/messaging/bulk";
  const key = { apikey: account.apiKey, accept: "application/json" };
  const body = {
    username: account.username,
    message: "Fees are due",
    senderId: "22345",
    phoneNumbers: [phone, another],
  };

  test("JSON, under other names", async () => {
    const headers = { ...key, "content-type": "application/json" };
    const answer = await call("POST", path, { ...body, enqueue: true }, headers);
    expect(answer.status).toBe(201);
    expect(dataOf(answer).Recipients).toMatchObject([{ statusCode: 100 }, { statusCode: 102 }]);
    expect(simulator.messages(another)).toMatchObject([{ from: "22345", text: "Fees are due" }]);
    expect(await call("POST", path, "[]", headers)).toMatchObject({ status: 401 });
  });

  test("a form, as one official SDK sends it", async () => {
    const form = new URLSearchParams({ ...body, phoneNumbers: `${phone},${another}` }).toString();
    const headers = { ...key, "content-type": "application/x-www-form-urlencoded" };
    const data = dataOf(await call("POST", path, form, headers));
    expect(data.Recipients).toMatchObject([{ number: phone }, { number: another }]);
  });
});

describe("callbacks", () => {
  const statusUrl = `${receiver.url}/in/token/status`;
  const inboundUrl = `${receiver.url}/in/token/inbound`;
  beforeEach(() => simulator.setAccount({ ...account, statusUrl, inboundUrl }));

  test("unsigned forms to the account's URL", async () => {
    const answer = await sendAfricasTalking(call);
    const { messageId: id } = dataOf(answer).Recipients[0];
    const received = await receiver.until(2);
    expect(received.map(fieldsOf)).toEqual([
      { id, status: "Sent", phoneNumber: phone, networkCode: "63902" },
      { id, status: "Success", phoneNumber: phone, networkCode: "63902" },
    ]);
    for (const { method, url, headers } of received) {
      expect({ method, url }).toEqual({ method: "POST", url: statusUrl });
      expect([...headers.keys()].filter((name) => /signature|authorization/.test(name))).toEqual(
        [],
      );
    }
  });

  test("each recipient has reports of its own", async () => {
    await sendAfricasTalking(call, { to: `${phone},${another},nobody` });
    const received = await receiver.until(4);
    const numbers = received.map((each) => fieldsOf(each)["phoneNumber"]);
    expect(numbers.sort()).toEqual([phone, phone, another, another]);
  });

  test.each(Object.entries(failureReasons))("%s is %s", async (code, status) => {
    const reports = { scenario: "accept", reports: "failed", code } as const;
    simulator.setScenario({ provider: "africastalking", ...reports });
    await sendAfricasTalking(call);
    const [, last] = await receiver.until(2);
    expect(last && fieldsOf(last)).toMatchObject({ status, failureReason: code });
  });

  test("expired, without a reason", async () => {
    const reports = { scenario: "accept", reports: "expired" } as const;
    simulator.setScenario({ provider: "africastalking", ...reports });
    await sendAfricasTalking(call);
    const [only] = await receiver.until(1);
    expect(only && fieldsOf(only)).toMatchObject({ status: "Expired" });
    expect(only && fieldsOf(only)).not.toHaveProperty("failureReason");
  });

  test("never repeated", async () => {
    const failing = startReceiver(() => new Response(null, { status: 500 }));
    simulator.setAccount({ ...account, statusUrl: failing.url });
    await sendAfricasTalking(call);
    expect(await recorded(2)).toMatchObject([
      { attempt: 1, outcome: 500 },
      { attempt: 1, outcome: 500 },
    ]);
    await failing.stop();
  });

  test("what a phone answers to a short code", async () => {
    simulator.setAccount({ ...account, inboundUrl });
    await sendAfricasTalking(call);
    expect(simulator.reply(phone, "Asante & kwaheri")).toBe(true);
    const [inbound] = await receiver.until(1);
    expect(inbound?.url).toBe(inboundUrl);
    expect(inbound && fieldsOf(inbound)).toEqual({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      from: phone,
      id: expect.any(String),
      linkId: expect.any(String),
      text: "Asante & kwaheri",
      to: "22345",
      cost: "0",
      networkCode: "63902",
    });
  });

  test("a name cannot be answered", async () => {
    await sendAfricasTalking(call, { from: "NXDEMO" });
    expect(simulator.reply(phone, "hello")).toBe(false);
  });
});

test("the balance", async () => {
  const path = `/africastalking/version1/user?username=${account.username}`;
  expect(await call("GET", path, undefined, { apikey: account.apiKey })).toMatchObject({
    status: 200,
    body: { UserData: { balance: "KES 1234.5000" } },
  });
  expect(await call("GET", path, undefined, { apikey: "wrong" })).toMatchObject({
    status: 401,
    body: "The supplied authentication is invalid",
  });
});
