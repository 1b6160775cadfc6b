import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type Database, newUuid, type Orm, openDatabase, systemClock } from "@nx/core";
import { createTestDatabase, type TestDatabase } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { recordingProvider } from "mq-sms/testing";
import type { Gateway } from "../gateway.ts";
import { lanes } from "../ledger/accept.ts";
import { type Chunk, claimChunks } from "../ledger/claim.ts";
import { type MarkRequest, markDispatches } from "../ledger/mark.ts";
import { recordResults } from "../ledger/record.ts";
import { createTestLedger } from "../testing/index.ts";
import { createTestGateway } from "../testing/test-gateway.ts";
import { agreeOnStops } from "./agree-on-stops.ts";

const newId = () => newUuid(systemClock);

describe("campaigns that are stopped while workers work [postgres]", () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let gateway: Gateway;
  let organizationId: string;
  let campaignId: string;
  beforeEach(async () => {
    testDatabase = await createTestDatabase();
    database = await openDatabase({ url: testDatabase.url });
    gateway = createTestGateway(database);
    [organizationId, campaignId] = [newId(), newId()];
  });
  afterEach(async () => {
    await database.close();
    await testDatabase.drop();
  });

  /** What was done in it is seen by others from `commit` on. */
  const openTransaction = async (work: (orm: Orm) => Promise<unknown>) => {
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
  const accept = (orm: Orm, count: number) =>
    gateway.acceptWithin(
      organizationId,
      Array.from({ length: count }, (_, n) => ({
        id: newId(),
        to: `+8491${String(2_000_000 + n)}`,
        body: "Hoc phi thang 11",
      })),
      orm,
      campaignId,
    );
  const pause = (orm: Orm) => gateway.campaigns.pause(organizationId, campaignId, orm);
  const resume = () =>
    database.transaction((orm) => gateway.campaigns.resume(organizationId, campaignId, orm));
  const claim = async () => {
    const lease = { id: newId(), seconds: 30 };
    const looking = { lane: lanes.bulk, count: 100, each: 100, after: undefined, skip: [] };
    const { chunks } = await claimChunks(database, { ...looking, lease });
    return { lease: lease.id, chunks };
  };
  const markOf = (chunk: Chunk, sure: boolean): MarkRequest => ({
    organizationId: chunk.organizationId,
    queueId: chunk.id,
    dispatchId: newId(),
    account: "one",
    lane: chunk.lane,
    messageIds: chunk.messages.map(({ id }) => id),
    isWhole: true,
    ...(sure && { sureUntil: Date.now() / 1000 + 60 }),
  });
  const mark = (requests: readonly MarkRequest[], lease: string) =>
    markDispatches(database, requests, { lease, callSeconds: 15, leaseSeconds: 30 });
  const marked = async () => {
    const [row] = await database.orm.execute<{ n: number }>(sql`
      select coalesce(sum(cardinality(message_ids)), 0)::int as n from message_dispatches`);
    return row?.n;
  };
  const someoneWaits = async () => {
    const blocked = sql`select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await database.orm.execute(blocked)).length === 0) await new Promise(setImmediate);
  };
  /** All that was claimed is refused for now, and goes back to the queue. */
  const refuse = (orm: Orm, { organizationId, dispatchId, messageIds }: MarkRequest) =>
    recordResults(
      { orm },
      messageIds.map((messageId) => ({
        ...{ organizationId, messageId, dispatchId, account: "one", attempt: 1, progress: "x" },
        ...{ otherwise: "QUEUED" as const, event: "ATTEMPT_REFUSED", error: "throttled" },
        ...{ names: [], again: { lane: lanes.bulk, afterSeconds: 0 }, tookMs: 1 },
      })),
      newId,
    );

  test.each([true, false])(
    "a mark that waits for a pause finds nothing after it (sure: %p)",
    async (sure) => {
      for (let round = 0; round < 25; round++) {
        campaignId = newId();
        await database.transaction((orm) => accept(orm, 20));
        const { lease, chunks } = await claim();
        const pausing = await openTransaction(pause);
        const marking = mark(
          chunks.map((chunk) => markOf(chunk, sure)),
          lease,
        );
        await someoneWaits();
        await pausing.commit();
        expect((await marking).map(({ size }) => size)).toEqual([20]);
        expect(await marked()).toBe(0);
      }
    },
  );

  test("a pause that waits for a mark stops what the mark has left", async () => {
    await database.transaction((orm) => accept(orm, 20));
    const { lease, chunks } = await claim();
    const [chunk] = chunks;
    if (chunk === undefined) throw new Error("Nothing was claimed");
    const whole = markOf(chunk, true);
    const half = { ...whole, isWhole: false, messageIds: whole.messageIds.slice(0, 10) };
    const marking = await openTransaction((orm) =>
      markDispatches({ orm }, [half], { lease, callSeconds: 15, leaseSeconds: 30 }),
    );
    const pausing = database.transaction(pause);
    await someoneWaits();
    await marking.commit();
    await pausing;
    expect(await marked()).toBe(10);
    const others = { ...whole, isWhole: false, messageIds: whole.messageIds.slice(10) };
    await mark([others], lease);
    expect(await marked()).toBe(10);
    await resume();
    expect((await claim()).chunks.map(({ messages }) => messages.length)).toEqual([10]);
  });

  test("what goes back to the queue while the campaign is resumed is not left behind", async () => {
    await database.transaction((orm) => accept(orm, 5));
    const { lease, chunks } = await claim();
    const requests = chunks.map((chunk) => markOf(chunk, true));
    await mark(requests, lease);
    await database.transaction(pause);
    const [request] = requests;
    if (request === undefined) throw new Error("Nothing was claimed");
    const recording = await openTransaction((orm) => refuse(orm, request));
    await resume();
    await recording.commit();
    await agreeOnStops(database);
    expect((await claim()).chunks.map(({ messages }) => messages.length)).toEqual([5]);
  });

  test("what goes back to the queue while the campaign is paused waits out of the way", async () => {
    await database.transaction((orm) => accept(orm, 5));
    const { lease, chunks } = await claim();
    const requests = chunks.map((chunk) => markOf(chunk, true));
    await mark(requests, lease);
    const [request] = requests;
    if (request === undefined) throw new Error("Nothing was claimed");
    const recording = await openTransaction((orm) => refuse(orm, request));
    await database.transaction(pause);
    await recording.commit();
    expect((await claim()).chunks).toEqual([]);
    await agreeOnStops(database);
    const rows = await database.orm.execute(sql`select stopped from message_queue`);
    expect([...rows]).toEqual([{ stopped: true }]);
    await resume();
    expect((await claim()).chunks.map(({ messages }) => messages.length)).toEqual([5]);
  });

  test("two workers send nothing that waited when the pause was committed, and all of it once after", async () => {
    const ledger = createTestLedger(database);
    const waiting = async () => {
      const [row] = await database.orm.execute<{ ids: string[] }>(sql`
        select array(select unnest(message_ids) from message_queue) as ids`);
      return row?.ids ?? [];
    };
    const isOut = async (ids: readonly string[]) => {
      for (const id of ids) await ledger.until(id, ({ status }) => status === "SUBMITTED");
    };
    const provider = recordingProvider(undefined, "one");
    const workers = [1, 2].map(() => ledger.dispatcher([provider], { limits: { window: 4 } }));
    for (const worker of workers) worker.start();
    try {
      for (let round = 0; round < 5; round++) {
        const earlier = provider.sent.length;
        const sent = () => provider.sent.slice(earlier).map(({ id }) => id);
        campaignId = newId();
        const before = round * 20;
        await database.transaction((orm) => accept(orm, 200));
        while (sent().length < before) await new Promise(setImmediate);
        await database.transaction(pause);
        const left = await waiting();
        const rows = await database.orm.execute<{ id: string }>(sql`
          select id from messages where campaign_id = ${campaignId}::uuid`);
        const all = [...rows].map(({ id }) => id);
        await isOut(all.filter((id) => !left.includes(id)));
        expect(sent().filter((id) => left.includes(id))).toEqual([]);
        await resume();
        await isOut(all);
        expect(sent().toSorted()).toEqual(all.toSorted());
      }
    } finally {
      await Promise.all(workers.map((worker) => worker.stop()));
    }
  });
});
