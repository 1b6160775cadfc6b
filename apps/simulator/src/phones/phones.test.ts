import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { startSimulator } from "../index.ts";
import { toE164 } from "../number.ts";
import { clientOf, single, startTestSimulator } from "../testing/gateway-client.ts";
import { createPhones } from "./phones.ts";

type TestSimulator = Awaited<ReturnType<typeof startTestSimulator>>;
let simulator: TestSimulator["simulator"];
let call: TestSimulator["call"];
let sendSms: TestSimulator["sendSms"];

beforeAll(async () => {
  ({ simulator, call, sendSms } = await startTestSimulator());
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.reset());

const send = (shortMessage: string, destination = "0912345678") =>
  sendSms(single({ shortMessage, destination }));
const messagesOf = (number: string) =>
  call("GET", `/phones/${encodeURIComponent(number)}/messages`);

describe("GET /phones/{number}/messages", () => {
  test("the messages of one phone, newest first", async () => {
    await send("first");
    await send("second");
    await send("elsewhere", "0987654321");
    const answer = await messagesOf("+84912345678");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("application/json");
    const message = (text: string) => ({
      id: expect.any(String),
      from: "NXDEMO",
      text,
      receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      provider: "vnpay",
    });
    expect(answer.body).toEqual([message("second"), message("first")]);
  });

  test("[] for a phone without messages", async () => {
    expect(await messagesOf("+84911111111")).toMatchObject({ status: 200, body: [] });
  });

  test.each(["0912345678", "84912345678", "+84912345678", "0084912345678", "0912 345 678"])(
    "%s is the same phone",
    async (number) => {
      await send("hello");
      expect((await messagesOf(number)).body).toMatchObject([{ text: "hello" }]);
    },
  );

  test("a + may stand in the address as it is", async () => {
    await send("hello");
    expect((await call("GET", "/phones/+84912345678/messages")).body).toHaveLength(1);
  });

  test.each(["nobody", "12", "%", "0".repeat(40)])("400 for %s", async (number) => {
    expect(await messagesOf(number)).toMatchObject({
      status: 400,
      body: { status: 400, errors: [{ path: "number", code: "invalid" }] },
    });
  });
});

test("DELETE empties one phone", async () => {
  await send("gone");
  await send("kept", "0987654321");
  expect(await call("DELETE", "/phones/0912345678/messages")).toMatchObject({ status: 204 });
  expect((await messagesOf("0912345678")).body).toEqual([]);
  expect((await messagesOf("0987654321")).body).toHaveLength(1);
});

test.each([
  ["0912345678", "+84912345678"],
  ["+840912345678", "+84912345678"],
  ["(091) 234-5678", "+84912345678"],
  ["+14155550123", "+14155550123"],
  ["0014155550123", "+14155550123"],
  ["", undefined],
  ["+", undefined],
  ["0912x45678", undefined],
  ["+1234567890123456", undefined],
])("%p in E.164 is %p", (input, e164) => {
  expect(toE164(input)).toBe(e164);
});

describe("bounds", () => {
  const content = { from: "NXDEMO", text: "", provider: "vnpay" };
  const phone = (count: number) => `+849${String(count).padStart(8, "0")}`;

  test("a phone keeps its newest 200 messages", () => {
    const phones = createPhones(() => new Date());
    for (let count = 0; count <= 200; count++) {
      phones.deliver(phone(1), { ...content, text: String(count) });
    }
    const messages = phones.messages(phone(1));
    expect(messages).toHaveLength(200);
    expect(messages[0]?.text).toBe("200");
    expect(messages.at(-1)?.text).toBe("1");
  });

  test("of 5,001 phones the one silent for longest is forgotten", () => {
    const phones = createPhones(() => new Date());
    for (let count = 0; count < 5000; count++) phones.deliver(phone(count), content);
    phones.deliver(phone(0), content);
    phones.deliver(phone(5000), content);
    expect(phones.list()).toHaveLength(5000);
    expect(phones.list()[0]?.number).toBe(phone(5000));
    expect(phones.messages(phone(0))).toHaveLength(2);
    expect(phones.messages(phone(1))).toEqual([]);
  });
});

describe("GET /phones/stream", () => {
  /** Server-sent events as they arrive. */
  async function* eventsOf(url: string) {
    const response = await fetch(`${url}/phones/stream`);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += new TextDecoder().decode(chunk);
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const [, event, data = ""] = /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        const parsed: unknown = JSON.parse(data);
        yield { event, data: parsed };
      }
    }
  }

  test("first the phones there are, then each message and each clearing as it comes", async () => {
    await send("before");
    const events = eventsOf(simulator.url);
    const next = async () => (await events.next()).value;
    expect(await next()).toMatchObject({
      event: "phones",
      data: [{ number: "+84912345678", last: { text: "before" } }],
    });
    await send("live\nin two lines", "0987654321");
    expect(await next()).toMatchObject({
      event: "message",
      data: { number: "+84987654321", message: { from: "NXDEMO", text: "live\nin two lines" } },
    });
    await call("DELETE", "/phones/0912345678/messages");
    expect(await next()).toMatchObject({ event: "cleared", data: { number: "+84912345678" } });
    simulator.reset();
    expect(await next()).toMatchObject({ event: "cleared", data: { type: "cleared" } });
    await events.return(undefined);
  });

  test("stop ends an open stream", async () => {
    const stopped = await startSimulator({ port: 0 });
    const events = eventsOf(stopped.url);
    await events.next();
    await clientOf(stopped).sendSms(single());
    expect(await events.next()).toMatchObject({ value: { event: "message" } });
    await stopped.stop();
    expect(await events.next().catch(() => ({ done: true }))).toMatchObject({ done: true });
  });
});
