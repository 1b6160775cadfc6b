import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type Database, newUuid, openDatabase, systemClock } from "@nx/core";
import { createTestDatabase, type TestDatabase } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import type { ReportFact } from "mq-sms";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { lanes } from "./accept.ts";
import { claimChunks, keepLeases } from "./claim.ts";
import { markDispatches } from "./mark.ts";
import { preparePartitions } from "./partitions.ts";
import { type AttemptResult, recordLateResults, recordResults } from "./record.ts";

describe("a message that changes while somebody waits for it [postgres]", () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let ledger: TestLedger;
  beforeEach(async () => {
    testDatabase = await createTestDatabase();
    database = await openDatabase({ url: testDatabase.url });
    await preparePartitions(database, new Date());
    ledger = createTestLedger(database);
  });
  afterEach(async () => {
    await database.close();
    await testDatabase.drop();
  });

  /** In this month and in the two that follow. */
  const ids = () =>
    [0, 31, 62].map((days) =>
      newUuid({ now: () => new Date(systemClock.now().getTime() + days * 86_400_000) }),
    );
  const lateResult = (messageId: string): AttemptResult => ({
    ...{ organizationId: ledger.organizationId, messageId, dispatchId: ledger.newId() },
    ...{ account: "one", attempt: 1, progress: "1", otherwise: "QUEUED", event: "SUBMITTED" },
    ...{ names: [`p-${messageId}`], tookMs: 1 },
  });

  /** Changes all messages, or whatever `change` does, and commits only when `work` waits for that. */
  async function whileChanged(
    work: () => Promise<void>,
    change: (tx: Pick<Database, "orm">) => Promise<unknown> = ({ orm }) =>
      orm.execute(sql`update messages set updated_at = now()`),
  ): Promise<void> {
    const blocked = sql`select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    const [working] = await database.transaction(async (tx) => {
      await change({ orm: tx });
      const begun = work();
      while ((await database.orm.execute(blocked)).length === 0) await new Promise(setImmediate);
      return [begun];
    });
    await working;
  }

  test("late results of several months are all recorded", async () => {
    const messageIds = ids();
    await ledger.accept(...messageIds.map((id) => ledger.message({ id })));
    await database.orm.execute(sql`
      update messages set status = 'SUBMITTED', outcome = 'unknown', progress = '{0}', attempts = 1`);
    await whileChanged(() => recordLateResults(database, messageIds.map(lateResult), ledger.newId));
    for (const id of messageIds)
      expect(await ledger.state(id)).toMatchObject({ progress: ["1"], outcome: null });
  });

  test("results and reports of many months are all written", async () => {
    const messageIds = [0, -31, -62, 31, 62].map((days) =>
      newUuid({ now: () => new Date(systemClock.now().getTime() + days * 86_400_000) }),
    );
    const dispatchId = ledger.newId();
    await ledger.accept(...messageIds.map((id) => ledger.message({ id })));
    await database.orm.execute(sql`
      insert into message_dispatches
        (organization_id, id, lane, account, message_ids, marked_at, lease_until)
      values (${ledger.organizationId}::uuid, ${dispatchId}::uuid, 1, 'one',
        ${sql.param(messageIds)}::uuid[], now(), now() + interval '1 minute')`);
    const results = messageIds.map((id) => ({ ...lateResult(id), dispatchId }));
    await whileChanged(async () => {
      const { late } = await recordResults(database, results, ledger.newId);
      expect(late).toEqual([]);
    });
    const facts = messageIds.map(
      (id): ReportFact => ({ status: "delivered", providerMessageId: `p-${id}` }),
    );
    await whileChanged(() => ledger.report("one", ...facts));
    for (const id of messageIds)
      expect(await ledger.state(id)).toMatchObject({ status: "DELIVERED" });
  });

  test.each([
    ["as a whole", true],
    ["by name", false],
  ])("what leaves %s while its lease is made to last leaves the queue", async (_, isWhole) => {
    for (let row = 0; row < 30; row += 1)
      await ledger.accept(...Array.from({ length: 50 }, () => ledger.message({})));
    const lease = { id: ledger.newId(), seconds: 30 };
    const look = { lane: lanes.transactional, count: 64, each: 64, after: undefined, skip: [] };
    const { chunks } = await claimChunks(database, { ...look, lease });
    const requests = chunks.map(({ organizationId, id, lane, messages }) => ({
      ...{ organizationId, queueId: id, lane, dispatchId: ledger.newId(), account: "one" },
      ...{ messageIds: messages.map((message) => message.id), isWhole, sureUntil: 1e11 },
    }));
    await whileChanged(
      async () => {
        const marking = { lease: lease.id, callSeconds: 15, leaseSeconds: 30 };
        const stops = await markDispatches(database, requests, marking);
        expect(stops).toEqual(requests.map(() => new Map()));
      },
      (tx) => keepLeases(tx, lease, chunks),
    );
    const left = await database.orm.execute(sql`
      select (select count(*)::int from message_queue) as queued,
        (select count(*)::int from message_dispatches) as marked`);
    expect([...left]).toEqual([{ queued: 0, marked: requests.length }]);
  });
});
