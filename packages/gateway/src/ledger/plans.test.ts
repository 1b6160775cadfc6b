import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type Database, openDatabase } from "@nx/core";
import { createTestDatabase, type TestDatabase } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { lanes, type NewMessage } from "./accept.ts";
import { claimChunks } from "./claim.ts";
import { dueLanes } from "./due-lanes.ts";
import { expireUnreported } from "./expire.ts";
import { markDispatches } from "./mark.ts";
import { preparePartitions } from "./partitions.ts";
import { recordResults } from "./record.ts";

/** The plans that a server chooses go by statistics, which may be of another day. */
describe("what statements read, with statistics of [postgres]", () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let ledger: TestLedger;
  beforeEach(async () => {
    testDatabase = await createTestDatabase();
    database = await openDatabase({ url: testDatabase.url, poolSize: 1 });
    await preparePartitions(database, new Date());
    ledger = createTestLedger(database);
  });
  afterEach(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const many = (count: number): NewMessage[] =>
    Array.from({ length: count }, (_, n) =>
      ledger.message({ recipient: `+8491${String(n).padStart(7, "0")}` }),
    );
  const store = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 500) await ledger.accept(...many(500));
    await database.orm.execute(sql`delete from message_queue`);
  };
  /** Indexes of messages and their names that were looked into, and tables that were read as a whole. */
  const scanned = async (): Promise<string[]> => {
    await database.orm.execute(sql`select pg_stat_force_next_flush()`);
    const rows = await database.orm.execute<{ name: string }>(sql`
      select indexrelname as name from pg_stat_user_indexes
      where relname ~ '^message(s|_submissions)_' and idx_scan > 0
      union all
      select relname from pg_stat_user_tables
      where relname ~ '^message(s|_submissions)_' and seq_tup_read > 0`);
    return [...rows].map(({ name }) => name);
  };
  /** Their whole way. */
  const send = async (messages: readonly NewMessage[]): Promise<void> => {
    await ledger.accept(...messages);
    const lease = { id: ledger.newId(), seconds: 30 };
    const look = { lane: lanes.transactional, count: 8, each: 8, after: undefined, skip: [] };
    const { chunks } = await claimChunks(database, { ...look, lease });
    const requests = chunks.map(({ organizationId, id, lane, messages }) => ({
      ...{ organizationId, queueId: id, lane, dispatchId: ledger.newId(), account: "one" },
      ...{ messageIds: messages.map((message) => message.id), isWhole: true, sureUntil: 1e11 },
    }));
    await markDispatches(database, requests, {
      lease: lease.id,
      callSeconds: 15,
      leaseSeconds: 30,
    });
    const results = requests.flatMap(({ organizationId, dispatchId, account, messageIds }) =>
      messageIds.map((messageId) => ({
        ...{ organizationId, messageId, dispatchId, account, attempt: 1, progress: "1", tookMs: 1 },
        ...{ otherwise: "SUBMITTED" as const, event: "SUBMITTED", names: [`p-${messageId}`] },
      })),
    );
    await recordResults(database, results, ledger.newId);
    await ledger.report(
      "one",
      ...messages.map(({ id, recipient }) => ({
        ...{ status: "delivered" as const, providerMessageId: `p-${id}`, to: recipient },
      })),
    );
  };

  const stored = 4000;
  const sizes = [1, 40, 40, 40, 40, 40, 40, 40];
  const cases: readonly (readonly [name: string, prepare: () => Promise<void>])[] = [
    ["nothing yet", () => store(stored)],
    [
      "an empty database",
      async () => {
        await database.orm.execute(sql`analyze`);
        await store(stored);
      },
    ],
    [
      "what is there",
      async () => {
        await store(stored);
        await database.orm.execute(sql`analyze`);
      },
    ],
  ];

  test.each(cases)("%s, is only what they are about", async (_, prepare) => {
    await prepare();
    await scanned();
    await database.orm.execute(sql`select pg_stat_reset()`);
    for (const size of sizes) await send(many(size));
    for (const name of await scanned()) expect(name).toMatch(/_(pkey|account_external_id_idx)$/);
    const [row] = await database.orm.execute<{ n: number }>(
      sql`select count(*)::int as n from messages where status = 'DELIVERED'`,
    );
    expect(row?.n).toBe(sizes.reduce((sum, size) => sum + size, 0));
  });

  test("of any day: no update of a message leaves its page, which would enter it into indexes again", async () => {
    for (let n = 0; n < 4; n += 1) await send(many(500));
    await database.orm.execute(sql`select pg_stat_force_next_flush()`);
    const [updates] = await database.orm.execute<{ within: number; beyond: number }>(sql`
      select sum(n_tup_hot_upd)::int as within, sum(n_tup_newpage_upd)::int as beyond
      from pg_stat_user_tables where relname ~ '^messages_'`);
    expect(updates).toEqual({ within: 4000, beyond: 0 });
  });

  test("of any day: what ends messages without a report reads those of today once", async () => {
    await database.orm.execute(sql`
      insert into message_submissions
        (account, external_id, organization_id, message_id, attempt, part, submitted_at)
      select 'one', n, ${ledger.newId()}, ${ledger.newId()}, 1, 1, now()
      from generate_series(1, 20000) n`);
    for (let pass = 0; pass < 4; pass += 1) await expireUnreported(database);
    await database.orm.execute(sql`select pg_stat_force_next_flush()`);
    const [read] = await database.orm.execute<{ rows: number }>(sql`
      select (sum(seq_tup_read) + sum(idx_tup_fetch))::int as rows
      from pg_stat_user_tables where relname ~ '^message_submissions_'`);
    expect(read?.rows).toBeWithin(18_000, 25_000);
  });

  test("of any day: a look at the lanes is not planned anew each time", async () => {
    for (let look = 0; look < 10; look += 1) await dueLanes(database, [0, 1, 2]);
    const plans = await database.orm.execute(sql`
      select custom_plans::int as anew, generic_plans::int as kept from pg_prepared_statements
      where statement ~ '^\\s*select asked'`);
    expect([...plans]).toEqual([{ anew: 0, kept: 10 }]);
  });

  test("of any day: messages that fell into no month have as much room", async () => {
    const options = await database.orm.execute<{ options: string[] }>(sql`
      select distinct reloptions as options from pg_class
      where oid in (select inhrelid from pg_inherits where inhparent = 'messages'::regclass)`);
    expect([...options]).toEqual([{ options: ["fillfactor=42"] }]);
  });
});
