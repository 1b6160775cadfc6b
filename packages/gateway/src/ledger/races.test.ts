import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type Database, newUuid, openDatabase, systemClock } from "@nx/core";
import { createTestDatabase, type TestDatabase } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import type { ReportFact } from "mq-sms";
import { createTestLedger, type TestLedger } from "../testing/index.ts";
import { lanes } from "./accept.ts";
import { cancelMessages } from "./cancel.ts";
import { type Chunk, claimChunks, keepLeases } from "./claim.ts";
import { type MarkRequest, markDispatches } from "./mark.ts";
import { matchParkedReports } from "./parked-reports.ts";
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

  /** Thirty queue rows of three messages each, claimed. */
  const claimed = async () => {
    for (let row = 0; row < 30; row += 1)
      await ledger.accept(...Array.from({ length: 3 }, () => ledger.message({})));
    const lease = { id: ledger.newId(), seconds: 30 };
    const look = { lane: lanes.transactional, count: 64, each: 64, after: undefined, skip: [] };
    const { chunks } = await claimChunks(database, { ...look, lease });
    return { lease, chunks };
  };
  const toRequest = ({ organizationId, id, lane, messages }: Chunk) => ({
    ...{ organizationId, queueId: id, lane, dispatchId: ledger.newId(), account: "one" },
    ...{ messageIds: messages.map((message) => message.id), isWhole: true, sureUntil: 1e11 },
  });
  const mark = async (requests: readonly MarkRequest[], lease: string) => {
    const stops = await markDispatches(database, requests, {
      ...{ lease, callSeconds: 15, leaseSeconds: 30 },
    });
    expect(stops).toEqual(requests.map(() => new Map()));
  };
  const counts = async () => {
    const [row] = await database.orm.execute(sql`
      select (select count(*)::int from message_queue) as queued,
        (select count(*)::int from message_dispatches) as marked,
        (select count(*)::int from messages where status = 'SUBMITTED') as submitted,
        (select count(*)::int from messages where status = 'DELIVERED') as delivered`);
    return row;
  };

  test.each([
    ["as a whole", true],
    ["by name", false],
  ])("what leaves %s while its lease is made to last leaves the queue", async (_, isWhole) => {
    const { lease, chunks } = await claimed();
    const requests = chunks.map((chunk) => ({ ...toRequest(chunk), isWhole }));
    await whileChanged(
      () => mark(requests, lease.id),
      (tx) => keepLeases(tx, lease, chunks),
    );
    expect(await counts()).toMatchObject({ queued: 0, marked: 30 });
  });

  test("what leaves in parts while its lease is made to last leaves the queue in parts", async () => {
    const { lease, chunks } = await claimed();
    const requests = chunks.map(toRequest).map((request) => ({ ...request, isWhole: false }));
    const firsts = requests.map((request) => ({
      ...request,
      messageIds: request.messageIds.slice(0, 1),
    }));
    await whileChanged(
      () => mark(firsts, lease.id),
      (tx) => keepLeases(tx, lease, chunks),
    );
    const [left] = await database.orm.execute(sql`
      select sum(cardinality(message_ids))::int as queued from message_queue`);
    expect(left).toEqual({ queued: 60 });
  });

  test.each([
    ["at once", 0],
    ["in parts", 1],
  ])("results written %s while marks change are the marks' last", async (_, parts) => {
    const { lease, chunks } = await claimed();
    const requests = chunks.map(toRequest);
    await mark(requests, lease.id);
    const results = requests.map((request) =>
      request.messageIds.map((id) => ({ ...lateResult(id), dispatchId: request.dispatchId })),
    );
    const write = async (some: readonly AttemptResult[]) =>
      expect((await recordResults(database, some, ledger.newId)).late).toEqual([]);
    const changeMarks = (tx: Pick<Database, "orm">) =>
      tx.orm.execute(sql`update message_dispatches set marked_at = marked_at`);
    if (parts > 0)
      await whileChanged(() => write(results.flatMap((each) => each.slice(0, parts))), changeMarks);
    await whileChanged(() => write(results.flatMap((each) => each.slice(parts))), changeMarks);
    expect(await counts()).toMatchObject({ queued: 0, marked: 0, submitted: 90 });
    const facts = results.flat().map(
      ({ messageId }, n): ReportFact => ({
        status: "delivered",
        providerMessageId: `p-${messageId}`,
        // Half of them are not alike.
        ...(n % 2 === 0 && { error: { provider: "one", code: "unavailable" as const } }),
      }),
    );
    await whileChanged(() => ledger.report("one", ...facts));
    expect(await counts()).toMatchObject({ submitted: 0, delivered: 90 });
  });

  test("what waits for a result is found though another tries it, who began before that", async () => {
    const { lease, chunks } = await claimed();
    const requests = chunks.map(toRequest);
    await mark(requests, lease.id);
    const results = requests.flatMap((request) =>
      request.messageIds.map((id) => ({ ...lateResult(id), dispatchId: request.dispatchId })),
    );
    const facts = results.map(
      ({ messageId }): ReportFact => ({
        status: "delivered",
        providerMessageId: `p-${messageId}`,
      }),
    );
    await ledger.report("one", ...facts);
    await recordResults(database, results, ledger.newId);
    await whileChanged(
      async () => expect(await matchParkedReports(database)).toBe(90),
      ({ orm }) => orm.execute(sql`select from parked_reports for update`),
    );
    expect(await counts()).toMatchObject({ submitted: 0, delivered: 90 });
  });

  test.each([
    ["they", "messages"],
    ["their places in the queue", "message_queue"],
  ])("all are cancelled while %s change", async (_, table) => {
    const { chunks } = await claimed();
    const messageIds = chunks.flatMap(({ messages }) => messages.map(({ id }) => id));
    await whileChanged(
      async () => {
        const cancelled = await cancelMessages(database, ledger.organizationId, messageIds);
        expect(cancelled).toHaveLength(90);
      },
      ({ orm }) =>
        orm.execute(sql`update ${sql.identifier(table)} set organization_id = organization_id`),
    );
    expect(await counts()).toMatchObject({ queued: 0, marked: 0 });
  });
});
