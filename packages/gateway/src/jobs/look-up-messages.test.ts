import { afterEach, beforeEach, expect, test } from "bun:test";
import { createLogger, type Database } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import {
  type MessageReference,
  type ReportFact,
  type SendOutcome,
  type SmsProvider,
  unknown,
} from "mq-sms";
import { recordingProvider } from "mq-sms/testing";
import { attemptToken } from "../dispatch/attempt-token.ts";
import { createGateway } from "../gateway.ts";
import { createTestLedger, type TestLedger } from "../testing/index.ts";

const minute = 60;
const hour = 60 * minute;

describeOnDatabases("lookups", (open) => {
  let database: Database;
  let ledger: TestLedger;
  let asked: MessageReference[];
  let answer: (reference: MessageReference) => ReportFact | undefined;
  let stop: () => Promise<void>;
  beforeEach(async () => {
    database = await open();
    ledger = createTestLedger(database);
    asked = [];
    answer = () => undefined;
    stop = async () => {};
  });
  afterEach(() => stop());

  const providerOf = (outcome: () => SendOutcome): SmsProvider => ({
    ...recordingProvider(outcome, "one"),
    lookup: async (reference) => {
      asked.push(reference);
      return answer(reference);
    },
  });
  const taken = () => providerOf(() => ({ kind: "accepted", providerMessageIds: ["SM1"] }));
  const lost = () => providerOf(() => unknown("one", "timeout"));

  /** A message that was given to the provider just now. */
  const sendThrough = async (provider: SmsProvider): Promise<string> => {
    const dispatcher = ledger.dispatcher([provider]);
    stop = dispatcher.stop;
    const message = ledger.message();
    await ledger.accept(message);
    dispatcher.start();
    await ledger.until(message.id, ({ status }) => status === "SUBMITTED");
    await dispatcher.stop();
    return message.id;
  };
  /** What another process does each minute. */
  const run = async (provider: SmsProvider) => {
    const { jobs } = createGateway({
      database,
      routing: () => ({ accounts: [{ id: "one", provider, window: 1 }], rules: [] }),
      logger: createLogger({ level: "silent" }),
      dispatch: false,
    });
    const job = jobs.find(({ name }) => name === "messages.lookup");
    await job?.perform({}, new AbortController().signal);
  };
  const passTime = async (seconds: number) => {
    const ago = sql`${seconds}::float8 * interval '1 second'`;
    await database.orm.execute(
      sql`update message_submissions set submitted_at = submitted_at - ${ago}`,
    );
    await database.orm.execute(sql`update message_sweeps set swept_until = swept_until - ${ago}`);
  };
  /** How often the provider was asked when so much time has passed, by two processes at once. */
  const askedAfter = async (provider: SmsProvider, seconds: number): Promise<number> => {
    await passTime(seconds);
    await Promise.all([run(provider), run(provider)]);
    return asked.length;
  };

  test("an unknown fate is asked for at growing ages, once at each", async () => {
    const provider = lost();
    const id = await sendThrough(provider);
    await run(provider);
    const counts: number[] = [];
    for (const seconds of [30, 40, 60, 4 * minute, 25 * minute, 2 * hour, 6 * hour, 20 * hour]) {
      counts.push(await askedAfter(provider, seconds));
    }
    expect(counts).toEqual([0, 1, 1, 2, 3, 4, 5, 6]);
    const token = attemptToken(id, 1);
    expect(asked[0]).toMatchObject({ attempt: token, to: "+84912345678" });
    expect(asked[0]?.text).toStartWith("Hoc phi");
    expect(asked[0]?.providerMessageId).toBeUndefined();
    expect(await ledger.state(id)).toMatchObject({ status: "SUBMITTED", outcome: "unknown" });
  }, 60_000);

  test("what the provider tells is known, and its id for later reports", async () => {
    const provider = lost();
    const id = await sendThrough(provider);
    await run(provider);
    answer = () => ({ status: "sent", providerMessageId: "SM9" });
    expect(await askedAfter(provider, 90)).toBe(1);
    expect(await ledger.state(id)).toMatchObject({ status: "SENT", outcome: null });
    expect(await askedAfter(provider, 10 * minute)).toBe(1);
    await ledger.report("one", { status: "delivered", providerMessageId: "SM9" });
    expect(await ledger.state(id)).toMatchObject({ status: "DELIVERED" });
    expect(await askedAfter(provider, hour)).toBe(1);
  }, 60_000);

  test("a message that only looks the same tells nothing", async () => {
    const other = await sendThrough(taken());
    const provider = lost();
    const id = await sendThrough(provider);
    await run(provider);
    answer = () => ({ status: "delivered", providerMessageId: "SM1" });
    expect(await askedAfter(provider, 90)).toBe(1);
    expect(await ledger.state(id)).toMatchObject({ status: "SUBMITTED", outcome: "unknown" });
    expect(await ledger.state(other)).toMatchObject({ status: "SUBMITTED", progress: ["1"] });
  }, 60_000);

  test("without a report it is asked by its id after half an hour, until the report is final", async () => {
    const provider = taken();
    const id = await sendThrough(provider);
    await run(provider);
    answer = () => ({ status: "sent", providerMessageId: "SM1" });
    expect(await askedAfter(provider, 10 * minute)).toBe(0);
    expect(await askedAfter(provider, 21 * minute)).toBe(1);
    expect(asked[0]).toMatchObject({ providerMessageId: "SM1" });
    expect(await ledger.state(id)).toMatchObject({ status: "SENT" });
    answer = () => ({ status: "delivered", providerMessageId: "SM1" });
    expect(await askedAfter(provider, 2 * hour)).toBe(2);
    expect(await ledger.state(id)).toMatchObject({ status: "DELIVERED" });
    expect(await askedAfter(provider, 12 * hour)).toBe(2);
  }, 60_000);

  test("one that has ended is not asked for, nor one whose provider cannot be asked", async () => {
    const provider = lost();
    const id = await sendThrough(provider);
    await run(provider);
    const { lookup: _, ...mute } = provider;
    expect(await askedAfter(mute, 40)).toBe(0);
    await database.orm.execute(sql`update messages set status = 'EXPIRED' where id = ${id}::uuid`);
    expect(await askedAfter(provider, 40)).toBe(0);
  });
});
