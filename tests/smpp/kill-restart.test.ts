import { expect, test } from "bun:test";
import { type SubmitRecord, startSmsc } from "../../apps/simulator/src/smpp/smsc.ts";
import { createTriggers, type Decision } from "../../apps/simulator/src/smpp/triggers.ts";
import { wait } from "../../apps/simulator/src/wait.ts";
import type { OutboundSms, SendOutcome } from "../../packages/mq-sms/src/provider.ts";
import {
  smppAt,
  smppMessage,
} from "../../packages/mq-sms/src/providers/smpp/testing/smpp-account.ts";
import { poll } from "./poll.ts";

const count = 10_000;
const window = 100;
const signal = AbortSignal.timeout(50_000);

/** Every hundredth number is one that the SMSC refuses, or throttles at first. */
const messages: OutboundSms[] = Array.from({ length: count }, (_, n) => {
  const ending = n % 100 === 0 ? "011" : n % 100 === 50 ? "058" : "006";
  const to = `+8491${String(n).padStart(4, "0")}${ending}`;
  return { ...smppMessage, id: `message-${n}`, to, text: `text ${n}` };
});

test("10,000 messages through an SMSC that crashes twice: none is lost from sight, none is doubled", async () => {
  const log: SubmitRecord[] = [];
  const decide = createTriggers();
  // Answers take a moment, as over a network, and one longer than another.
  const slowly = (message: { to: string }): Decision => ({
    ...decide(message),
    delayMs: log.length % 7,
  });
  const smsc = await startSmsc({
    port: 0,
    hostname: "127.0.0.1",
    accounts: [{ systemId: "demo", password: "secret" }],
    decide: slowly,
    deliver: () => {},
    log: (record) => void log.push(record),
    now: () => new Date(),
    wait,
  });
  const client = smppAt(smsc.port, { window });

  const outcomes: SendOutcome[] = [];
  let next = 0;
  // The window is never empty, and nothing is sent again whatever the outcome.
  const work = async () => {
    for (let n = next++; n < count; n = next++) {
      const message = messages[n];
      if (message) outcomes[n] = await client.send(message, signal);
    }
  };
  const isUnavailable = (outcome?: SendOutcome) =>
    outcome?.kind === "rejected" && outcome.error.code === "unavailable";
  const crashes = (async () => {
    await poll("3,000 submits", () => log.length >= 3000);
    await smsc.kill();
    await smsc.restart();
    await poll("6,000 submits", () => log.length >= 6000);
    await smsc.kill();
    await poll("a message that found nobody listening", () => outcomes.some(isUnavailable));
    await smsc.restart();
  })();
  await Promise.all(Array.from({ length: 150 }, work));
  await crashes;
  await client.close?.();
  await smsc.stop();

  const records = new Map<string, SubmitRecord[]>();
  for (const record of log) {
    records.set(record.text, [...(records.get(record.text) ?? []), record]);
  }
  const idOf = (text: string) => records.get(text)?.find(({ accepted }) => accepted)?.messageId;
  const figures = { accepted: 0, rejected: 0, unknown: 0, unavailable: 0, unknownButTaken: 0 };
  const wrong: string[] = [];
  for (const [n, { text }] of messages.entries()) {
    const outcome = outcomes[n];
    const id = idOf(text);
    if (outcome === undefined) wrong.push(`${text}: forgotten`);
    else figures[outcome.kind] += 1;
    if (outcome?.kind === "accepted" && outcome.providerMessageIds[0] !== id) {
      wrong.push(`${text}: accepted under an id that the SMSC did not give it`);
    }
    if (outcome?.kind === "rejected" && id) wrong.push(`${text}: rejected, and yet taken`);
    if (outcome?.kind === "unknown" && id) figures.unknownButTaken += 1;
    if (isUnavailable(outcome)) figures.unavailable += 1;
    if ((records.get(text)?.length ?? 0) > 1) wrong.push(`${text}: submitted twice`);
  }
  console.log(figures);

  expect(wrong).toEqual([]);
  const ids = log.flatMap(({ messageId }) => messageId ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  expect(figures.rejected - figures.unavailable).toBeGreaterThan(0);
  expect(figures.unavailable).toBeGreaterThan(0);
  // A crash leaves at most what was in the window without an answer, and here surely something.
  expect(figures.unknown).toBeGreaterThan(0);
  expect(figures.unknown).toBeLessThanOrEqual(2 * window);
});
