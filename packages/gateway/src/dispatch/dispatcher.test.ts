import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { Database } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { rejected, type SmsProvider, unknown } from "mq-sms";
import { recordingProvider } from "mq-sms/testing";
import { lanes } from "../ledger/accept.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import type { Dispatcher } from "./dispatcher.ts";

describeOnDatabases("the dispatcher", (open) => {
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
  const start = (...args: Parameters<TestLedger["dispatcher"]>): Dispatcher => {
    const dispatcher = ledger.dispatcher(...args);
    running.push(dispatcher);
    dispatcher.start();
    return dispatcher;
  };

  test("several of them send each of many messages once", async () => {
    const provider = recordingProvider(undefined, "one");
    const messages = Array.from({ length: 1200 }, () => ledger.message());
    for (let i = 0; i < 1200; i += 100) await ledger.accept(...messages.slice(i, i + 100));
    for (let i = 0; i < 3; i += 1) start([provider]);
    for (const { id } of messages) await ledger.until(id, ({ status }) => status === "SUBMITTED");
    expect(provider.sent).toHaveLength(1200);
    expect(new Set(provider.sent.map(({ id }) => id)).size).toBe(1200);
  });

  test("a backlog is worked off without a pause, however much of it may be taken at a time", async () => {
    const provider = recordingProvider(undefined, "one");
    const some = (count: number) => Array.from({ length: count }, () => ledger.message());
    const groups = [
      ...[400, 400, 400, 400].map(some),
      ...Array.from({ length: 20 }, () => some(1)),
    ];
    for (const group of groups) await ledger.accept(...group);
    start([provider], { timing: { pollMs: 3_600_000 } });
    for (const { id } of groups.flat())
      await ledger.until(id, ({ status }) => status === "SUBMITTED");
    expect(provider.sent).toHaveLength(1620);
  });

  /** In the order in which they are looked at. */
  const organizations = (count: number) =>
    Array.from({ length: count }, () => ledger.newId()).toSorted();

  test("whoever comes after many whose messages wait for their hour is served", async () => {
    const provider = recordingProvider(undefined, "one");
    const [last = "", ...others] = organizations(600).toReversed();
    const notBefore = new Date(Date.now() + 3_600_000).toISOString();
    await ledger.accept(
      ...others.map((organizationId) => ledger.message({ organizationId, notBefore })),
    );
    const message = ledger.message({ organizationId: last });
    await ledger.accept(message);
    start([provider]);
    await ledger.until(message.id, ({ status }) => status === "SUBMITTED");
    expect(provider.sent.map(({ id }) => id)).toEqual([message.id]);
  });

  test("each has its turn, also when there is room for few of them at a time", async () => {
    const waiting: (() => void)[] = [];
    const asked: string[] = [];
    const provider: SmsProvider = {
      ...recordingProvider(undefined, "one"),
      send: async ({ id, text }) => {
        asked.push(text);
        await new Promise<void>((resolve) => waiting.push(resolve));
        return { kind: "accepted", providerMessageIds: [id] };
      },
    };
    const all = organizations(100);
    for (let round = 0; round < 2; round += 1)
      await ledger.accept(
        ...all.map((organizationId, n) => ledger.message({ organizationId, body: String(n) })),
      );
    start([provider], { limits: { window: 1000 } });
    const untilAsked = async (count: number) => {
      while (asked.length < count) await new Promise(setImmediate);
    };
    await untilAsked(64);
    // One place at a time: whoever had more of them at once would fill them in its turn, too.
    for (let count = 65; count <= 100; count += 1) {
      waiting.shift()?.();
      await untilAsked(count);
    }
    const firsts = new Set(asked);
    while (asked.length < 200 || waiting.length > 0) {
      waiting.shift()?.();
      await new Promise(setImmediate);
    }
    expect(firsts.size).toBe(100);
  });

  test("a definite refusal goes to the next account, and says so first", async () => {
    const first = recordingProvider(() => rejected("one", "bad_credentials"), "one");
    const second = recordingProvider(undefined, "two");
    const message = ledger.message();
    await ledger.accept(message);
    start([first, second]);
    const state = await ledger.until(message.id, ({ status }) => status === "SUBMITTED");
    expect(state).toMatchObject({ account: "two", attempts: 2, progress: ["x", "1"] });
    expect([first.sent.length, second.sent.length]).toEqual([1, 1]);
    expect(await ledger.events(message.id)).toEqual([
      "QUEUED",
      "ATTEMPT_REFUSED",
      "DEFINITE_RETRY",
      "SUBMITTED",
    ]);
  });

  test("whatever a provider answers is recorded, and reports find it by the name given", async () => {
    const noise = Array.from({ length: 300 }, () => Bun.randomUUIDv7()).join("");
    const names = ["a\0b", "\ud800", noise, "plain"];
    const messages = names.map(() => ledger.message());
    const refused = ledger.message();
    const [odd] = messages;
    const provider = recordingProvider(({ id }) => {
      if (id === refused.id)
        return rejected("one", "blocked_recipient", { providerCode: "4\u0000\ud800" });
      const name = names[messages.findIndex((message) => message.id === id)] ?? "";
      const price = { amount: id === odd?.id ? "0,5" : "0.5", currency: "USD" };
      return { kind: "accepted", providerMessageIds: [name], price };
    }, "one");
    await ledger.accept(...messages, refused);
    start([provider]);
    for (const { id } of messages) await ledger.until(id, ({ status }) => status === "SUBMITTED");
    await ledger.until(refused.id, ({ status }) => status === "REJECTED");
    for (const providerMessageId of names)
      await ledger.report("one", {
        ...{ status: "delivered", providerMessageId },
        price: { amount: "1e", currency: "USD" },
      });
    for (const { id } of messages)
      expect(await ledger.state(id)).toMatchObject({ status: "DELIVERED" });
  });

  test("a report that comes before the answer counts, however many come of others' messages", async () => {
    const reports = (...names: string[]) =>
      ledger.report(
        "one",
        ...names.map((providerMessageId) => ({ status: "delivered", providerMessageId }) as const),
      );
    const others = Array.from({ length: 1100 }, (_, n) => `of-others-${n}`);
    const fast = recordingProvider(undefined, "one");
    const provider: SmsProvider = {
      ...fast,
      async send(message, signal) {
        const outcome = await fast.send(message, signal);
        if (outcome.kind === "accepted") await reports(...outcome.providerMessageIds);
        await reports(...others);
        return outcome;
      },
    };
    const message = ledger.message();
    await ledger.accept(message);
    start([provider]);
    await ledger.until(message.id, ({ status }) => status === "DELIVERED");
  });

  test("an unknown outcome is held: no second attempt anywhere", async () => {
    const first = recordingProvider(() => unknown("one", "timeout"), "one");
    const second = recordingProvider(undefined, "two");
    const message = ledger.message();
    await ledger.accept(message);
    start([first, second]);
    await ledger.until(message.id, ({ outcome }) => outcome === "unknown");
    expect(await ledger.state(message.id)).toMatchObject({ status: "SUBMITTED", queued: false });
    expect(second.sent).toHaveLength(0);
  });

  test("a one-time code of unknown fate is sent once more, after an event that says so", async () => {
    const provider = recordingProvider(() => unknown("one", "timeout"), "one");
    const message = ledger.message({ category: "otp", lane: lanes.otp });
    await ledger.accept(message);
    start([provider]);
    await ledger.until(message.id, ({ attempts, queued }) => attempts === 1 && queued);
    expect(provider.sent).toHaveLength(1);
    await ledger.makeDue();
    await ledger.until(message.id, ({ attempts }) => attempts === 2);
    expect(await ledger.state(message.id)).toMatchObject({ queued: false, outcome: "unknown" });
    expect(provider.sent.map(({ retryOfUnknown }) => retryOfUnknown)).toEqual([undefined, true]);
    expect(await ledger.events(message.id)).toEqual([
      "QUEUED",
      "ATTEMPT_UNKNOWN",
      "AMBIGUOUS_RETRY",
      "ATTEMPT_UNKNOWN",
    ]);
  });

  test("a report that settles an unknown code calls the second attempt off", async () => {
    const provider = recordingProvider(() => unknown("one", "timeout"), "one");
    const message = ledger.message({ category: "otp", lane: lanes.otp });
    await ledger.accept(message);
    start([provider]);
    await ledger.until(message.id, ({ attempts, queued }) => attempts === 1 && queued);
    const attempt = `${message.id.replaceAll("-", "")}-1`;
    await ledger.report("one", { status: "delivered", attempt });
    await ledger.makeDue();
    await ledger.until(message.id, ({ queued }) => !queued);
    expect(await ledger.state(message.id)).toMatchObject({ status: "DELIVERED", attempts: 1 });
    expect(provider.sent).toHaveLength(1);
  });

  test("what everybody refuses for now is tried four times, and then has failed", async () => {
    const provider = recordingProvider(() => rejected("one", "unavailable"), "one");
    const message = ledger.message();
    await ledger.accept(message);
    start([provider]);
    for (let attempt = 1; attempt < 4; attempt += 1) {
      await ledger.until(message.id, ({ attempts, queued }) => attempts === attempt && queued);
      await ledger.makeDue();
    }
    await ledger.until(message.id, ({ status }) => status === "FAILED");
    expect(provider.sent).toHaveLength(4);
    expect(await ledger.state(message.id)).toMatchObject({ error: "unavailable", queued: false });
  });

  test("without an account messages wait for one", async () => {
    const message = ledger.message();
    await ledger.accept(message);
    start([]);
    await ledger.until(message.id, ({ attempts, queued }) => attempts === 1 && queued);
    expect(await ledger.state(message.id)).toMatchObject({ status: "QUEUED" });
  });

  test("no more are under way at an account than its window", async () => {
    let underWay = 0;
    let most = 0;
    const provider = {
      ...recordingProvider(undefined, "one"),
      send: async ({ id }: { id: string }) => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise(setImmediate);
        underWay -= 1;
        return { kind: "accepted" as const, providerMessageIds: [id] };
      },
    };
    const messages = Array.from({ length: 60 }, () => ledger.message());
    await ledger.accept(...messages);
    start([provider], { limits: { window: 7 } });
    for (const { id } of messages) await ledger.until(id, ({ status }) => status === "SUBMITTED");
    expect(most).toBe(7);
  });

  test("a rate holds over several dispatchers", async () => {
    const times: number[] = [];
    const provider = recordingProvider(({ id }) => {
      times.push(performance.now());
      return { kind: "accepted", providerMessageIds: [id] };
    }, "one");
    const messages = Array.from({ length: 60 }, () => ledger.message());
    for (const message of messages) await ledger.accept(message);
    start([provider], { limits: { perSecond: 40 } });
    start([provider], { limits: { perSecond: 40 } });
    for (const { id } of messages) await ledger.until(id, ({ status }) => status === "SUBMITTED");
    const [first = 0] = times;
    // A second's worth may come at once; after it the rate holds.
    expect(times.filter((time) => time - first < 250).length).toBeLessThanOrEqual(40 + 10 + 4);
  });

  test("a clean stop leaves nothing unknown and hands back what has not left", async () => {
    const answers: (() => void)[] = [];
    const provider = {
      ...recordingProvider(undefined, "one"),
      send: ({ id }: { id: string }) =>
        new Promise<{ kind: "accepted"; providerMessageIds: string[] }>((resolve) => {
          answers.push(() => resolve({ kind: "accepted", providerMessageIds: [id] }));
        }),
    };
    const messages = Array.from({ length: 20 }, () => ledger.message());
    await ledger.accept(...messages);
    const dispatcher = start([provider], { limits: { window: 4 } });
    while (answers.length < 4) await new Promise(setImmediate);
    const stopped = dispatcher.stop();
    for (const answer of answers) answer();
    await stopped;
    const rows = await database.orm.execute(sql`
      select status, outcome, count(*)::int as n from messages group by 1, 2 order by 1`);
    expect([...rows]).toEqual([
      { status: "QUEUED", outcome: null, n: 16 },
      { status: "SUBMITTED", outcome: null, n: 4 },
    ]);
    const leases = await database.orm.execute(sql`select lease from message_queue`);
    expect([...leases].every(({ lease }) => lease === null)).toBe(true);
  });

  describe("poison", () => {
    /** As if three workers had died with all that waits. */
    const reclaimed = () =>
      database.orm.execute(sql`
        update message_queue set lease = gen_random_uuid(), reclaims = 2,
          lease_until = now() - interval '1 second'`);

    test("is looked for among the others, each alone and at once", async () => {
      const messages = Array.from({ length: 3 }, () => ledger.message());
      await ledger.accept(...messages);
      await reclaimed();
      start([recordingProvider(undefined, "one")], { timing: { pollMs: 3_600_000 } });
      for (const { id } of messages) await ledger.until(id, ({ status }) => status === "SUBMITTED");
    });

    test("alone is set aside", async () => {
      const provider = recordingProvider(undefined, "one");
      const poison = ledger.message();
      await ledger.accept(poison);
      await reclaimed();
      start([provider]);
      await ledger.until(poison.id, ({ status }) => status !== "QUEUED");
      expect(await ledger.state(poison.id)).toMatchObject({ status: "FAILED", error: "poison" });
      expect(provider.sent).toEqual([]);
    });
  });
});
