import { afterAll, afterEach, beforeEach, describe, expect, test } from "bun:test";
import { defaultAccounts, type Scenario, startSimulator } from "@nx/simulator";
import type { CallbackRead, CallbackResult } from "mq-sms";
import { type CallbackServer, startCallbackServer } from "./callback-server.ts";
import { callbackToken, callingPeers, messageTo, peers, signal } from "./clients.ts";

const simulator = await startSimulator({ port: 0, wait: async () => {} });
const { twilio, vonage, africastalking } = defaultAccounts;

/** One for each test: what is still on its way from the last test must not be read in this one. */
let server: CallbackServer;

afterAll(() => simulator.stop());
beforeEach(() => {
  simulator.reset();
  server = startCallbackServer(callbackToken);
  const urls = { statusUrl: `${server.url}/status`, inboundUrl: `${server.url}/inbound` };
  simulator.setAccount({ ...twilio, ...urls });
  simulator.setAccount({ ...vonage, ...urls });
  simulator.setAccount({ ...africastalking, ...urls });
});
afterEach(() => server.stop());

const text = "Your code is 482915";

describe.each(Object.entries(peers))("%s", (_, { provider, phone, connect }) => {
  test("what our client sends is accepted and on the phone", async () => {
    const outcome = await connect(simulator).send(messageTo(phone, text), signal);
    expect(outcome).toMatchObject({ kind: "accepted", providerMessageIds: [expect.any(String)] });
    expect(simulator.messages(phone)).toMatchObject([{ text, provider }]);
  });

  test("accents arrive as they are, where the route has them", async () => {
    const client = connect(simulator);
    const smile = client.capabilities.unicode ? "🙂" : "";
    const accented = `Mã của bạn là 482915 {}€${smile}`;
    await client.send(messageTo(phone, accented), signal);
    const expected = client.prepareText?.(accented) ?? accented;
    expect(simulator.messages(phone)).toMatchObject([{ text: expected }]);
  });

  test("a text in several parts arrives whole", async () => {
    const long = "Fees are due & payable = soon. ".repeat(12);
    const outcome = await connect(simulator).send(messageTo(phone, long), signal);
    expect(outcome).toMatchObject({ kind: "accepted" });
    expect(simulator.messages(phone)).toMatchObject([{ text: long }]);
  });

  test("balance and health are those of the account", async () => {
    const client = connect(simulator);
    const balances = {
      twilio: { amount: "12.34", currency: "USD" },
      vonage: { amount: "12.34", currency: "EUR" },
      africastalking: { amount: "1234.5000", currency: "KES" },
    };
    const expected = Object.entries(balances).find(([name]) => name === provider)?.[1];
    expect(await client.balance?.(signal)).toEqual(expected);
    const health = await client.checkHealth?.(signal);
    expect(health?.reachable ?? true).toBe(true);
    expect(health?.credentialsAccepted ?? true).toBe(true);
  });
});

test.each(["vnpay", "africastalking"])("%s: one call for many messages", async (name) => {
  const { phone, connect } = peers[name] ?? {};
  const others = [phone ?? "", phone?.replace(/78$/, "79") ?? ""];
  const messages = others.map((to) => messageTo(to, text));
  const outcomes = await connect?.(simulator).sendBatch?.(messages, signal);
  expect(outcomes?.map(({ kind }) => kind)).toEqual(["accepted", "accepted"]);
  for (const other of others) expect(simulator.messages(other)).toMatchObject([{ text }]);
});

const read = (result: CallbackResult | undefined): CallbackRead => {
  if (result?.kind !== "read") throw new Error(`refused: ${result?.reason}`);
  return result;
};

describe.each(callingPeers)("%s", (_, { provider, phone, connect }) => {
  /** Sends under a scenario, and reads so many reports. */
  async function reports(count: number, scenario: Partial<Scenario> = {}) {
    const client = connect(simulator, server.url);
    server.readWith(client);
    simulator.setScenario({ provider, scenario: "accept", ...scenario });
    const message = messageTo(phone, text);
    const outcome = await client.send(message, signal);
    const facts = (await server.until(count)).flatMap((result) => read(result).reports);
    return { message, outcome, facts, client };
  }

  test("our reader reads the reports of our message", async () => {
    const { message, outcome, facts, client } = await reports(2);
    const ids = outcome.kind === "accepted" ? outcome.providerMessageIds : [];
    expect(facts.map(({ status }) => status)).toEqual(["sent", "delivered"]);
    for (const fact of facts) {
      expect(ids).toContain(fact.providerMessageId ?? "");
      expect(fact.to).toBe(phone);
      if (client.capabilities.echoesAttempt) expect(fact.attempt).toBe(message.id);
    }
  });

  test("early reports name the message before its answer is known", async () => {
    const { facts } = await reports(2, { reports: "early" });
    expect(facts.at(-1)).toMatchObject({ status: "delivered" });
  });

  test("twice, and out of order, each is read as it came", async () => {
    const twice = await reports(4, { reports: "duplicated" });
    expect(twice.facts.map(({ status }) => status)).toEqual([
      "sent",
      "sent",
      "delivered",
      "delivered",
    ]);
    const mixed = await reports(2, { reports: "out-of-order" });
    expect(mixed.facts.map(({ status }) => status)).toEqual(["delivered", "sent"]);
  });

  test("a failed and an expired delivery", async () => {
    const codes = { twilio: "30003", vonage: "2", africastalking: "DeliveryFailure" };
    const code = Object.entries(codes).find(([name]) => name === provider)?.[1] ?? "";
    const failed = await reports(2, { reports: "failed", code });
    expect(failed.facts.at(-1)).toMatchObject({
      status: "failed",
      error: { code: expect.any(String), providerCode: expect.any(String) },
    });
    const expired = await reports(1, { reports: "expired" });
    expect(expired.facts).toMatchObject([{ status: "expired" }]);
  });

  test("our reader reads what the phone answers", async () => {
    const client = connect(simulator, server.url);
    server.readWith(client);
    simulator.setScenario({ provider, scenario: "accept", reports: "none" });
    await client.send(messageTo(phone, text), signal);
    expect(simulator.reply(phone, "Có, 3 chỗ & cảm ơn")).toBe(true);
    const [result] = await server.until(1);
    expect(read(result).inbound).toMatchObject([
      { from: phone, text: "Có, 3 chỗ & cảm ơn", providerMessageId: expect.any(String) },
    ]);
  });
});

/** Those who send with another secret than the one that signs callbacks. */
const independent = callingPeers.filter(
  ([name]) => name !== "twilio" && name !== "vonage SMS API, signed",
);

test.each(independent)("%s: under another secret, a callback tells nothing", async (_, peer) => {
  const client = peer.connect(simulator, server.url);
  server.readWith(client);
  simulator.setAccount({ ...twilio, authToken: "another" });
  simulator.setAccount({ ...vonage, signatureSecret: "another" });
  simulator.setAccount({ ...africastalking, statusUrl: `${server.url}-guessed/status` });
  const outcome = await client.send(messageTo(peer.phone, text), signal);
  expect(outcome.kind).toBe("accepted");
  const [result] = await server.until(1);
  expect(result).toMatchObject({ kind: "refused", reason: "bad_signature", httpStatus: 403 });
});

test("Twilio can be asked what became of a message, by id or by what was sent", async () => {
  const client = peers["twilio"]?.connect(simulator, server.url);
  if (!client) throw new Error("no client");
  server.readWith(client);
  const sentAt = new Date();
  const message = messageTo("+84912345678", text);
  const outcome = await client.send(message, signal);
  await server.until(2);
  const [providerMessageId] = outcome.kind === "accepted" ? outcome.providerMessageIds : [];
  const known = { to: message.to, text, sentAt };
  const byId = { ...known, ...(providerMessageId !== undefined && { providerMessageId }) };
  expect(await client.lookup?.(byId, signal)).toMatchObject({ status: "delivered" });
  expect(await client.lookup?.(known, signal)).toMatchObject({
    status: "delivered",
    providerMessageId,
  });
  expect(await client.lookup?.({ ...known, text: "another" }, signal)).toBeUndefined();
});
