import { afterEach, beforeEach, expect, test } from "bun:test";
import type { Database } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { recordingProvider } from "mq-sms/testing";
import type { HourVerdict, QuietHours } from "../quiet-hours/quiet-hours.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import type { Dispatcher } from "./dispatcher.ts";

describeOnDatabases("a dispatcher in quiet hours", (open) => {
  let database: Database;
  let ledger: TestLedger;
  let running: Dispatcher[];
  beforeEach(async () => {
    database = await open();
    ledger = createTestLedger(database);
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((dispatcher) => dispatcher.stop()));
  });
  const start = (...args: Parameters<TestLedger["dispatcher"]>): void => {
    const dispatcher = ledger.dispatcher(...args);
    running.push(dispatcher);
    dispatcher.start();
  };
  /** Hours of promotional messages, and how often they were asked for. */
  const hours = (verdict: () => HourVerdict) => {
    const asked: number[] = [];
    const quietHours: QuietHours = {
      concerns: (_, category) => category === "promotional",
      judge: async (_, departures) => {
        asked.push(departures.length);
        return departures.map(verdict);
      },
      mostADay: () => undefined,
    };
    return { quietHours, asked };
  };
  const far = new Date(Date.now() + 3_600_000);
  const waits: HourVerdict = { kind: "wait", until: far };

  test("a backlog that reaches the night waits for the morning", async () => {
    let isNight = false;
    const { quietHours } = hours(() => (isNight ? waits : { kind: "go", until: new Date(0) }));
    const answer = Promise.withResolvers<void>();
    const provider = recordingProvider(undefined, "one");
    const slow = {
      ...provider,
      send: async (...call: Parameters<typeof provider.send>) => {
        isNight = true;
        await answer.promise;
        return provider.send(...call);
      },
    };
    const messages = Array.from({ length: 3 }, () => ledger.message({ category: "promotional" }));
    await ledger.accept(...messages);
    start([slow], { quietHours, limits: { window: 1 } });
    while (!isNight) await new Promise(setImmediate);
    answer.resolve();
    const [first, ...others] = messages;
    await ledger.until(first?.id ?? "", ({ status }) => status === "SUBMITTED");
    for (const { id } of others) {
      await ledger.until(id, ({ queued, marked }) => queued && !marked);
      while (!(await ledger.events(id)).includes("DEFERRED")) await new Promise(setImmediate);
    }
    expect(provider.sent.map(({ id }) => id)).toEqual([first?.id ?? ""]);
    const rows = await database.orm.execute(sql`select message_ids as ids from message_queue`);
    expect([...rows]).toEqual([{ ids: others.map(({ id }) => id) }]);
  });

  test("other categories leave, and nobody is asked about them", async () => {
    const { quietHours, asked } = hours(() => waits);
    const provider = recordingProvider(undefined, "one");
    const [night, day] = [ledger.message({ category: "promotional" }), ledger.message()];
    await ledger.accept(night, day);
    start([provider], { quietHours });
    await ledger.until(day.id, ({ status }) => status === "SUBMITTED");
    await ledger.until(night.id, ({ queued }) => queued);
    expect(asked).toEqual([1]);
    expect(await ledger.events(night.id)).toEqual(["QUEUED", "DEFERRED"]);
    expect(provider.sent.map(({ id }) => id)).toEqual([day.id]);
  });

  test("who is sure to be allowed for long enough is asked about once", async () => {
    const { quietHours, asked } = hours(() => ({ kind: "go", until: far }));
    const provider = recordingProvider(undefined, "one");
    const messages = Array.from({ length: 20 }, () => ledger.message({ category: "promotional" }));
    await ledger.accept(...messages);
    start([provider], { quietHours, limits: { window: 1 } });
    for (const { id } of messages) await ledger.until(id, ({ status }) => status === "SUBMITTED");
    expect(asked).toEqual([20]);
  });

  test("nothing leaves while the hours cannot be asked for, and all does when they can", async () => {
    let failures = 0;
    const { quietHours } = hours(() => {
      failures += 1;
      if (failures < 3) throw new Error("The contacts are away");
      return { kind: "go", until: far };
    });
    const provider = recordingProvider(undefined, "one");
    const message = ledger.message({ category: "promotional" });
    await ledger.accept(message);
    start([provider], { quietHours });
    await ledger.until(message.id, ({ status }) => status === "SUBMITTED");
    expect(failures).toBe(3);
    expect(provider.sent).toHaveLength(1);
  });
});
