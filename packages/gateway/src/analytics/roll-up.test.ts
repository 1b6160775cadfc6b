import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type Database, newUuid, type Orm, openDatabase } from "@nx/core";
import {
  createTestDatabase,
  describeOnDatabases,
  fakeClock,
  type TestDatabase,
} from "@nx/core/testing";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { acceptMessages } from "../ledger/accept.ts";
import { cancelMessages } from "../ledger/cancel.ts";
import { preparePartitions } from "../ledger/partitions.ts";
import { forgetOld } from "../retention/forget.ts";
import { defaultRetention } from "../retention/setting.ts";
import { createTestLedger, currentPosition, settled, type TestLedger } from "../testing/index.ts";
import { createPlay, nameOf, passing, playWeights, refusedForGood } from "../testing/play.ts";
import { createTestGateway } from "../testing/test-gateway.ts";
import { rollUpInbound } from "./roll-up-inbound.ts";
import { rollUpMessages } from "./roll-up-messages.ts";

const never = new AbortController().signal;
const rollUp = (database: Database) => rollUpMessages(database, never);
/** As a minute later, when nothing that is open elsewhere holds it back. */
const rollUpAll = (database: Database) => settled(database).then(() => rollUp(database));

/** What the totals say, and what counting all messages says. */
const totals = ({ orm }: Database) =>
  orm.execute(sql`
    select * from message_totals where messages <> 0 or segments <> 0 or price <> 0
    order by message_totals::text`);
const recount = ({ orm }: Database) =>
  orm.execute(sql`
    select * from (
      select organization_id, (created_at at time zone 'UTC')::date as day, category, campaign_id,
        account, status, message_status(progress) is not null as sent, currency,
        count(*) as messages, sum(segments) as segments, coalesce(trim_scale(sum(price)), 0) as price
      from messages group by 1, 2, 3, 4, 5, 6, 7, 8) recounted
    order by recounted::text`);
const plain = (rows: Iterable<Record<string, unknown>>) =>
  [...rows].map((row) => JSON.stringify({ ...row, price: Number(row["price"]) })).toSorted();
const expectExact = async (database: Database) =>
  expect(plain(await totals(database))).toEqual(plain(await recount(database)));

/** The play with a ledger, and the roll-ups. */
function createCountedPlay(database: Database, ledger: TestLedger) {
  const { steps, accepted } = createPlay(database, ledger);
  return {
    steps: {
      ...steps,
      rollUp: () => rollUp(database),
      rollUpTwice: () => Promise.all([rollUp(database), rollUp(database), rollUp(database)]),
    },
    accepted,
  };
}

type Steps = ReturnType<typeof createCountedPlay>["steps"];

/** Messages where chance leaves few: on their way to the phone, and at their ends. */
async function beginWithFew(ledger: TestLedger, steps: Steps, accepted: readonly string[]) {
  for (const status of ["sent", "failed", "delivered"] as const) {
    await steps.accept(0);
    await steps.mark(0);
    await steps.record(0);
    const providerMessageId = nameOf({ messageId: accepted.at(-1) ?? "", attempt: 1 }, 1);
    await ledger.report("one", { status, providerMessageId });
  }
  await steps.accept(0);
  await steps.mark(refusedForGood);
  await steps.record(0);
}

/** How often each happens, beside the others. */
const weights: readonly (readonly [keyof Steps, number])[] = [
  ...playWeights,
  ["rollUp", 6],
  ["rollUpTwice", 4],
];
const anyStep = fc.oneof(
  ...weights.map(([step, weight]) => ({ weight, arbitrary: fc.constant(step) })),
);

describeOnDatabases("roll-ups", (open) => {
  let database: Database;
  let ledger: TestLedger;
  beforeEach(async () => {
    database = await open();
    ledger = createTestLedger(database);
  });

  test("are a recount of the messages, whatever happens to these in between", async () => {
    const round = fc.array(fc.tuple(anyStep, fc.nat(1_000_000)), { minLength: 1, maxLength: 3 });
    const play = fc.noBias(fc.array(round, { minLength: 60, maxLength: 60 }));
    const seen = new Set<unknown>();
    const look = async () => {
      for (const row of await recount(database)) seen.add(`${row["status"]} ${row["sent"]}`);
    };
    for (const rounds of fc.sample(play, { numRuns: 10, seed: 7 })) {
      const own = createTestLedger(database);
      const { steps, accepted } = createCountedPlay(database, own);
      await beginWithFew(own, steps, accepted);
      await look();
      for (const [index, round] of rounds.entries()) {
        // What is in one round happens at the same time; but time itself passes alone.
        await Promise.all(round.map(([step, n]) => steps[step](n)));
        if (index === 30) await steps.expire();
        if (index % 2 === 0) await look();
      }
      await rollUpAll(database);
      await expectExact(database);
    }
    // The play is of use only if it comes everywhere.
    for (const state of ["QUEUED false", "SUBMITTED true", "SENT true", "DELIVERED true"])
      expect(seen).toContain(state);
    for (const state of ["FAILED true", "FAILED false", "EXPIRED true", "CANCELLED false"])
      expect(seen).toContain(state);
    expect(await rollUp(database)).toBe(0);
  }, 120_000);

  test("follow a message that ends again and again", async () => {
    const { steps, accepted } = createCountedPlay(database, ledger);
    await steps.accept(0);
    await steps.mark(0);
    await steps.reap();
    await steps.expire();
    await rollUpAll(database);
    await expectExact(database);
    // The worker was only slow: the message is open again, and ends again without a report.
    await steps.record(0);
    await rollUpAll(database);
    expect(await ledger.state(accepted[0] ?? "")).toMatchObject({ status: "SUBMITTED" });
    await steps.expire();
    await rollUpAll(database);
    expect(await ledger.state(accepted[0] ?? "")).toMatchObject({ status: "EXPIRED" });
    await expectExact(database);
    const fact = {
      status: "delivered",
      providerMessageId: nameOf({ messageId: accepted[0] ?? "", attempt: 1 }, 1),
    } as const;
    await ledger.report("one", { ...fact, price: { amount: "1.5", currency: "USD" } });
    await rollUpAll(database);
    expect(await ledger.state(accepted[0] ?? "")).toMatchObject({ status: "DELIVERED" });
    await expectExact(database);
    expect(await totals(database)).toContainEqual(
      expect.objectContaining({ status: "DELIVERED", messages: 1, price: "1.5" }),
    );
  });

  test("follow a message that was taken and waits again", async () => {
    const { steps, accepted } = createCountedPlay(database, ledger);
    await steps.accept(0);
    await steps.mark(0);
    await steps.record(0);
    await rollUpAll(database);
    const [messageId = ""] = accepted;
    const providerMessageId = nameOf({ messageId, attempt: 1 }, 1);
    await ledger.report("one", { ...passing, providerMessageId });
    await rollUpAll(database);
    await expectExact(database);
    expect(await totals(database)).toMatchObject([{ status: "QUEUED", sent: true, messages: 1 }]);
  });

  test("go over a backlog in several statements, each event once, whoever else does it too", async () => {
    for (let n = 0; n < 9; n += 1)
      await ledger.accept(...Array.from({ length: 1500 }, () => ledger.message()));
    await settled(database);
    const read = await Promise.all([rollUp(database), rollUp(database)]);
    expect(read.reduce((sum, events) => sum + events, 0)).toBe(13_500);
    await expectExact(database);
    const [summarized] = await database.orm.execute(sql`
      select brin_summarize_new_values('message_events_default_position_idx') as left`);
    expect(summarized).toEqual({ left: 0 });
  }, 30_000);

  test("stay when the messages are forgotten", async () => {
    const at = new Date("2024-01-15T08:00:00Z");
    await preparePartitions(database, at);
    await ledger.accept(ledger.message({ id: newUuid(fakeClock(at)) }), ledger.message());
    await rollUpAll(database);
    const before = await totals(database);
    const now = new Date(at.getTime() + (defaultRetention.messageDays + 60) * 86_400_000);
    expect((await forgetOld(database, now, () => defaultRetention, never)).tables).toBeGreaterThan(
      3,
    );
    expect(await recount(database)).toMatchObject([{ messages: 1 }]);
    const kept = await database.orm.execute(sql`select count(*)::int as n from counted_messages`);
    expect(kept).toEqual([{ n: 1 }]);
    await rollUpAll(database);
    expect(await totals(database)).toEqual(before);
    expect(before).toMatchObject([{ messages: 2 }]);
  });

  test("count what people sent once, on its day and account", async () => {
    const receive = (account: string, ...texts: string[]) =>
      createTestGateway(database).receive(ledger.organizationId, account, {
        reports: [],
        consents: [],
        inbound: texts.map((text) => ({ from: "+84912345678", to: "8099", text })),
      });
    const both = () => Promise.all([1, 2].map(() => rollUpInbound(database, never)));
    await receive("one", "a", "b");
    await settled(database);
    await both();
    await receive("one", "b", "c");
    await receive("two", "a");
    await settled(database);
    await both();
    await both();
    await receive("one", ...Array.from({ length: 6000 }, (_, n) => String(n)));
    await receive("one", "z");
    await settled(database);
    const read = await both();
    expect(read.reduce((sum, messages) => sum + messages, 0)).toBe(6001);
    const rows = await database.orm.execute(sql`
      select account, messages, day = (now() at time zone 'UTC')::date as today
      from inbound_totals order by account`);
    expect(rows).toEqual([
      { account: "one", messages: 6004, today: true },
      { account: "two", messages: 1, today: true },
    ]);
  });
});

describe("roll-ups beside open transactions", () => {
  let postgres: TestDatabase;
  let database: Database;
  let ledger: TestLedger;
  beforeEach(async () => {
    postgres = await createTestDatabase();
    database = await openDatabase({ url: postgres.url });
    ledger = createTestLedger(database);
  });
  afterEach(async () => {
    await database.close();
    await postgres.drop();
  });

  /** Does `work` in a transaction that stays open until `commit` is called. */
  const openTransaction = async (work: (tx: Orm) => Promise<unknown>) => {
    const worked = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const transaction = database.transaction(async (tx) => {
      await work(tx);
      worked.resolve();
      await ended.promise;
    });
    await Promise.race([worked.promise, transaction]);
    return {
      commit: () => {
        ended.resolve();
        return transaction;
      },
    };
  };

  test("nothing is passed over because an older one was not committed", async () => {
    const older = await openTransaction((tx) =>
      acceptMessages({ orm: tx }, [ledger.message()], ledger.newId),
    );
    await ledger.accept(ledger.message());
    expect(await rollUp(database)).toBe(0);
    await older.commit();
    expect(await rollUpAll(database)).toBe(2);
    await expectExact(database);
  });

  test("nothing is counted twice by one that waited for another", async () => {
    const message = ledger.message();
    await ledger.accept(message);
    await settled(database);
    const older = await openTransaction((tx) =>
      acceptMessages({ orm: tx }, [ledger.message()], ledger.newId),
    );
    await cancelMessages(database, ledger.organizationId, [message.id]);
    const all = await currentPosition(database);
    const first = await openTransaction((tx) =>
      rollUp({ ...database, transaction: (work) => work(tx) }),
    );
    await older.commit();
    await settled(database, all);
    const second = rollUp(database);
    await until(async () => {
      const rows = await database.orm.execute(sql`
        select from pg_stat_activity where wait_event_type = 'Lock' and query like '%roll_ups%'`);
      return rows.length > 0;
    });
    await first.commit();
    expect(await second).toBe(2);
    await expectExact(database);
  });
});

/** Resolves when it holds; the test's own deadline ends it otherwise. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds()));
}
