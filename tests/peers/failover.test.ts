import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { type Scenario, startSimulator } from "@nx/simulator";
import { createSmsChannel, type SmsProvider } from "mq-sms";
import { messageTo, peers } from "./clients.ts";

const simulator = await startSimulator({ port: 0, wait: async () => {} });
afterAll(() => simulator.stop());
beforeEach(() => simulator.reset());

const text = "Your code is 482915";

/** What a second provider, which would take anything, was asked for. */
function second(): SmsProvider & { sent: number } {
  const provider = {
    kind: "second",
    sent: 0,
    capabilities: {
      deliveryReports: false,
      inbound: false,
      callbackProof: "none",
      echoesAttempt: false,
      lookup: false,
      balance: false,
      health: false,
      unicode: true,
      maxTextLength: 1600,
      idempotency: "none",
    },
    async send() {
      provider.sent += 1;
      return { kind: "accepted", providerMessageIds: ["second"] } as const;
    },
  } satisfies SmsProvider & { sent: number };
  return provider;
}

/** Scenario, and how often the message is on the phone although nobody knows it. */
const ambiguous: [Scenario["scenario"], texts: number][] = [
  ["accept-then-timeout", 1],
  ["reset-after-read", 1],
  ["reset-before-read", 0],
  ["http-500", 0],
  ["garbage", 1],
  ["wrong-json", 1],
  ["truncated", 1],
];

describe.each(Object.entries(peers))("%s", (_, { provider, phone, connect }) => {
  test.each(ambiguous)("%s is unknown, and no other provider is asked", async (scenario, texts) => {
    simulator.setScenario({ provider, scenario });
    const other = second();
    const channel = createSmsChannel({
      providers: [connect(simulator), other],
      attemptTimeoutMs: scenario === "accept-then-timeout" ? 150 : 5000,
    });
    const result = await channel.send({ ...messageTo(phone, text) });
    expect(result.outcome.kind).toBe("unknown");
    expect(result.attempts).toHaveLength(1);
    expect(other.sent).toBe(0);
    expect(simulator.messages(phone)).toHaveLength(texts);
  });

  test("a refused connection surely sent nothing: the next provider sends once", async () => {
    const gone = await startSimulator({ port: 0 });
    await gone.stop();
    const channel = createSmsChannel({ providers: [connect(gone), connect(simulator)] });
    const result = await channel.send(messageTo(phone, text));
    expect(result.attempts).toMatchObject([
      { outcome: { kind: "rejected" } },
      { outcome: { kind: "accepted" } },
    ]);
    expect(simulator.messages(phone)).toMatchObject([{ text, provider }]);
  });
});

describe("through two providers of the simulator", () => {
  const { twilio } = peers;
  const vonage = peers["vonage Messages API by token"];
  const channel = () => {
    if (!twilio || !vonage) throw new Error("no clients");
    return createSmsChannel({ providers: [twilio.connect(simulator), vonage.connect(simulator)] });
  };
  const phone = "+84912345678";

  test.each<[string, Partial<Scenario>]>([
    ["no balance is no reason to give up", { scenario: "code", code: "20005" }],
    ["nor is a full queue", { scenario: "code", code: "21611" }],
    ["nor too many requests", { scenario: "code", code: "20429" }],
  ])("%s: one message, by the second", async (_, scenario) => {
    simulator.setScenario({ provider: "twilio", scenario: "accept", ...scenario });
    const result = await channel().send(messageTo(phone, text));
    expect(result).toMatchObject({ outcome: { kind: "accepted" }, provider: "vonage" });
    expect(simulator.messages(phone)).toMatchObject([{ text, provider: "vonage" }]);
  });

  test("a phone that wants nothing more is not reached by another way", async () => {
    simulator.setScenario({ provider: "twilio", scenario: "code", code: "21610" });
    const result = await channel().send(messageTo(phone, text));
    expect(result).toMatchObject({ outcome: { kind: "rejected", error: { code: "opted_out" } } });
    expect(simulator.messages(phone)).toEqual([]);
  });
});
