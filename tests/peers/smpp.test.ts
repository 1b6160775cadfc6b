import { afterAll, expect, test } from "bun:test";
import { smppAccounts, startSimulator } from "@nx/simulator";
import { createProvider, type ReceivedFacts } from "mq-sms";

const simulator = await startSimulator({ port: 0, wait: async () => {} });
afterAll(() => simulator.stop());
const [account] = smppAccounts;

test("a text by SMPP is on the phone, its receipt comes, and so does the phone's answer", async () => {
  const facts: ReceivedFacts[] = [];
  let heard = Promise.withResolvers<void>();
  const receive = async (told: ReceivedFacts) => {
    facts.push(told);
    heard.resolve();
  };
  const client = createProvider(
    "smpp",
    { host: "127.0.0.1", port: simulator.smppPort, tls: false, ...account },
    { fetch, now: () => new Date(), receive },
  );
  const text = `Mã của bạn là 482915 🙂 ${"x".repeat(60)}`;
  const phone = "+84912345678";
  const message = { id: "1", to: phone, text, category: "otp" } as const;
  const outcome = await client.send(message, AbortSignal.timeout(5000));
  expect(outcome).toMatchObject({ kind: "accepted", segments: 2 });
  expect(simulator.messages(phone)).toMatchObject([{ text, from: "NXDEMO", provider: "smpp" }]);
  expect(simulator.requests()).toMatchObject([
    { provider: "smpp", to: phone, accepted: true },
    { provider: "smpp", to: phone, accepted: true },
  ]);

  while (facts.length < 2) await heard.promise.then(() => Bun.sleep(1));
  const ids = outcome.kind === "accepted" ? [...outcome.providerMessageIds].sort() : [];
  const reports = facts.flatMap((told) => told.reports);
  expect(reports.map(({ status }) => status)).toEqual(["delivered", "delivered"]);
  expect(reports.map(({ providerMessageId }) => providerMessageId ?? "").sort()).toEqual(ids);

  heard = Promise.withResolvers();
  expect(simulator.reply(phone, "Cảm ơn")).toBe(true);
  await heard.promise;
  expect(facts.at(-1)?.inbound).toEqual([{ from: phone, to: "NXDEMO", text: "Cảm ơn" }]);
  await client.close?.();
});
