import { expect, test } from "bun:test";
import { createLogger } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import type { CircuitEvent } from "mq-sms";
import { recordingProvider } from "mq-sms/testing";
import { lanes } from "../ledger/accept.ts";
import type { QueuedMessage } from "../ledger/claim.ts";
import type { AttemptResult } from "../ledger/record.ts";
import { createTestLedger } from "../testing/index.ts";
import { dispatchSlice } from "./dispatch-slice.ts";
import { systemTiming } from "./timing.ts";

describeOnDatabases("messages that go to an account together", (open) => {
  test("are told to its circuit, and cost what it says, or else what the rate card does", async () => {
    const ledger = createTestLedger(await open());
    const amounts = ["0.5", "0,5"];
    const provider = recordingProvider(
      ({ id }) => ({
        ...{ kind: "accepted", providerMessageIds: [id] },
        price: { amount: amounts.shift() ?? "", currency: "USD" },
      }),
      "one",
    );
    const heard: CircuitEvent[] = [];
    const recorded: AttemptResult[] = [];
    const context = {
      database: ledger.database,
      circuits: {
        record: (_: string, event: CircuitEvent) => void heard.push(event),
        health: () => new Map(),
        sync: async () => {},
      },
      unseal: async () => undefined,
      mark: async () => [new Map()],
      record: async (results: readonly AttemptResult[]) => recorded.push(...results),
      newId: ledger.newId,
      timing: systemTiming,
      logger: createLogger({ level: "silent" }),
      cut: new AbortController().signal,
    };
    const messages = [toQueued(ledger.newId()), toQueued(ledger.newId())];
    const { organizationId } = ledger;
    const chunk = { organizationId, id: ledger.newId(), lane: lanes.bulk, reclaims: 0, messages };
    const rate = { amount: "100", currency: "VND" };
    const slice = messages.map((message) => ({ message, alternative: false, rate }));
    const account = { id: "one", provider, window: 2 };
    const released: number[] = [];
    await dispatchSlice(context, chunk, account, slice, (count) => released.push(count));

    expect(heard.map(({ kind }) => kind)).toEqual(["begun", "ended", "ended"]);
    expect(released.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(recorded.map(({ messageId }) => messageId)).toEqual(messages.map(({ id }) => id));
    expect(recorded.map(({ price }) => price)).toEqual([{ amount: "0.5", currency: "USD" }, rate]);
    expect(provider.sent[0]).toMatchObject({ text: "Xin chao", from: "NXDEMO" });
  });
});

const toQueued = (id: string): QueuedMessage => ({
  id,
  category: "transactional",
  recipient: "+84912345678",
  sender: "NXDEMO",
  body: "Xin chao",
  sealed: null,
  secretKeyId: null,
  wrappedKey: null,
  attempts: 0,
  refusals: [],
  outcome: null,
  validUntil: Date.now() / 1000 + 60,
  secondsLeft: 60,
  options: null,
});
