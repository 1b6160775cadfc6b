import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { startTestSimulator } from "../testing/gateway-client.ts";
import { startReceiver } from "../testing/receiver.ts";
import { sendTwilio } from "../testing/senders.ts";
import { type Callback, createCallbacks } from "./callbacks.ts";
import { isLoopback } from "./loopback.ts";

const stop = new AbortController();
const receiver = startReceiver(({ url }) => {
  if (url.endsWith("/elsewhere")) return Response.redirect("http://sms.example.test/");
  return new Response("taken", { status: url.endsWith("/500") ? 500 : 200 });
});
const delays: number[] = [];
const callbacks = createCallbacks(
  () => new Date(0),
  async (ms) => void delays.push(ms),
  stop.signal,
);
const { simulator, call, recorded } = await startTestSimulator();
afterAll(async () => {
  stop.abort();
  await receiver.stop();
  await simulator.stop();
});
beforeEach(() => {
  callbacks.clear();
  receiver.clear();
  delays.length = 0;
});

const callback = (path: string): Callback => ({
  provider: "twilio",
  purpose: "status",
  messageId: "SM1",
  url: path.startsWith("http") ? path : receiver.url + path,
  method: "POST",
  headers: { "x-own": "1" },
  body: "a=b",
});

test.each([
  ["http://127.0.0.1:3000/in", true],
  ["http://127.9.9.9/", true],
  ["http://localhost:3000/", true],
  ["https://[::1]/", true],
  ["http://127.1/", true],
  ["http://2130706433/", true],
  ["http://sms.example.test/", false],
  ["http://localhost.example.test/", false],
  ["http://127.0.0.1.example.test/", false],
  ["http://127.0.0.1@sms.example.test/", false],
  ["http://10.0.0.1/", false],
  ["http://0.0.0.0/", false],
  ["http://[::ffff:7f00:1]/", false],
  ["http://169.254.169.254/", false],
  ["file:///etc/hosts", false],
  ["127.0.0.1:3000", false],
  ["", false],
])("%p is on this machine: %p", (url, expected) => {
  expect(isLoopback(url)).toBe(expected);
});

test("what is sent is what arrives, and it is recorded", async () => {
  expect(await callbacks.send(callback("/in?a=1"), () => undefined)).toBe("taken");
  expect(receiver.received).toMatchObject([
    { method: "POST", url: `${receiver.url}/in?a=1`, body: "a=b" },
  ]);
  expect(receiver.received[0]?.headers.get("x-own")).toBe("1");
  expect(callbacks.list()).toEqual([
    {
      id: 1,
      at: "1970-01-01T00:00:00.000Z",
      provider: "twilio",
      purpose: "status",
      messageId: "SM1",
      url: `${receiver.url}/in?a=1`,
      method: "POST",
      attempt: 1,
      outcome: 200,
    },
  ]);
});

describe("outcomes", () => {
  const outcomeOf = async (path: string) => {
    await callbacks.send(callback(path), () => undefined);
    return callbacks.list()[0]?.outcome;
  };

  test("an HTTP status as it is", async () => expect(await outcomeOf("/500")).toBe(500));

  test("a redirect is not followed", async () => {
    expect(await outcomeOf("/elsewhere")).toBe(302);
  });

  test("nobody listens", async () => {
    const closed = startReceiver();
    await closed.stop();
    expect(await outcomeOf(`${closed.url}/in`)).toBe("unreachable");
  });

  test("a connection that ends without an answer", async () => {
    const rude = Bun.listen({
      hostname: "127.0.0.1",
      port: 0,
      socket: { data: (socket) => void socket.terminate() },
    });
    expect(await outcomeOf(`http://127.0.0.1:${rude.port}/`)).toBe("no-answer");
    rude.stop(true);
  });

  test("another machine is never called, nor tried again", async () => {
    await callbacks.send(callback("http://sms.example.test/in"), () => 5);
    expect(callbacks.list()).toMatchObject([{ outcome: "not-loopback", attempt: 1 }]);
  });
});

test("attempts follow the provider's rule, after its pauses", async () => {
  const retry = (outcome: unknown, attempt: number) =>
    outcome === 500 && attempt < 3 ? attempt * 1000 : undefined;
  await callbacks.send(callback("/500"), retry);
  expect(callbacks.list().map(({ attempt }) => attempt)).toEqual([3, 2, 1]);
  expect(delays).toEqual([1000, 2000]);
});

test("clear ends attempts that are still to come", async () => {
  const pending = callbacks.send(callback("/500"), () => {
    callbacks.clear();
    return 0;
  });
  expect(await pending).toBeUndefined();
  expect(receiver.received).toHaveLength(1);
  expect(callbacks.list()).toEqual([]);
});

test("GET /callbacks lists them newest first, by provider; DELETE forgets", async () => {
  await sendTwilio(call, { StatusCallback: `${receiver.url}/status` });
  await recorded(2);
  expect((await call("GET", "/callbacks")).body).toMatchObject([
    { provider: "twilio", purpose: "status", outcome: 200 },
    { provider: "twilio", purpose: "status", outcome: 200 },
  ]);
  expect(await call("GET", "/callbacks?provider=vonage")).toMatchObject({ status: 200, body: [] });
  expect(await call("DELETE", "/callbacks")).toMatchObject({ status: 204 });
  expect(simulator.callbacks()).toEqual([]);
});
