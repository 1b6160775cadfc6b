import { beforeEach, expect, test } from "bun:test";
import { type Database, newUuid, systemClock, toPublicId } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import type { Gateway } from "../gateway.ts";
import { lanes } from "../ledger/accept.ts";
import { type Chunk, claimChunks } from "../ledger/claim.ts";
import { type MarkRequest, markDispatches } from "../ledger/mark.ts";
import { recordResults } from "../ledger/record.ts";
import { createTestGateway, vietnam } from "../testing/test-gateway.ts";
import { endWaiting } from "./end-waiting.ts";

const newId = () => newUuid(systemClock);
const leaseOf = () => ({ id: newId(), seconds: 30 });

describeOnDatabases("campaigns in the ledger", (open) => {
  let database: Database;
  let gateway: Gateway;
  let organizationId: string;
  let campaignId: string;
  beforeEach(async () => {
    database = await open();
    gateway = createTestGateway(database);
    [organizationId, campaignId] = [newId(), newId()];
  });

  const messagesOf = (count: number, from = 0) =>
    Array.from({ length: count }, (_, n) => ({
      id: newId(),
      to: `+8491${String(2_000_000 + from + n)}`,
      body: "Hoc phi thang 11",
    }));
  const accept = (messages: ReturnType<typeof messagesOf>, campaign = campaignId) =>
    database.transaction((orm) => gateway.acceptWithin(organizationId, messages, orm, campaign));
  const pause = () =>
    database.transaction((orm) => gateway.campaigns.pause(organizationId, campaignId, orm));
  const resume = () =>
    database.transaction((orm) => gateway.campaigns.resume(organizationId, campaignId, orm));
  const cancel = () =>
    database.transaction((orm) => gateway.campaigns.cancel(organizationId, campaignId, orm));
  const claim = async (lease = leaseOf()) => {
    const { chunks } = await claimChunks(database, {
      ...{ lane: lanes.bulk, count: 100, each: 100, lease, after: undefined, skip: [] },
    });
    return chunks;
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
  const statuses = async () => {
    const rows = await database.orm.execute<{ status: string; n: number }>(sql`
      select status, count(*)::int as n from messages
      where organization_id = ${organizationId}::uuid group by status`);
    return Object.fromEntries([...rows].map(({ status, n }) => [status, n]));
  };
  const marked = async () => {
    const [row] = await database.orm.execute<{ n: number }>(sql`
      select coalesce(sum(cardinality(message_ids)), 0)::int as n from message_dispatches`);
    return row?.n;
  };

  test("its messages share no row of the queue with others, and each is answered for", async () => {
    const [bad, ...good] = messagesOf(1001);
    const answers = await accept([
      { ...(bad ?? messagesOf(1)[0]), id: newId(), to: "112", body: "x" },
      ...good,
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([false, ...good.map(() => true)]);
    expect(answers[0]).toMatchObject({ error: { code: "invalid_recipient", path: "/to" } });
    await accept(messagesOf(1, 5000), newId());
    await gateway.sendBatch(organizationId, { messages: [{ to: "+84912345678", body: "x" }] });
    const rows = await database.orm.execute<{ c: string | null; n: number }>(sql`
      select campaign_id as c, cardinality(message_ids) as n from message_queue
      order by n desc`);
    expect([...rows].map(({ n }) => n)).toEqual([500, 500, 1, 1]);
    expect([...rows].slice(0, 2).every(({ c }) => c === campaignId)).toBe(true);
  });

  test("what the caller takes back was never there", async () => {
    const failing = database.transaction(async (orm) => {
      await gateway.acceptWithin(organizationId, messagesOf(3), orm, campaignId);
      throw new Error("taken back");
    });
    await expect(failing).rejects.toThrow("taken back");
    expect(await statuses()).toEqual({});
  });

  test("whoever opted out is left out, and a budget of the campaign is kept", async () => {
    const budget = { name: "Fees", amount: "200", currency: "VND", period: "day" } as const;
    const of = { ...budget, campaignId: toPublicId("cmp", campaignId) };
    expect((await gateway.money.createBudget(organizationId, of, { actor: "owner" })).ok).toBe(
      true,
    );
    const [first, ...others] = messagesOf(4).map((message) => ({
      ...message,
      category: "promotional" as const,
    }));
    if (first === undefined) throw new Error("There are no messages");
    await database.orm.execute(sql`
      insert into opt_outs (organization_id, phone, opted_out_at, source)
      values (${organizationId}::uuid, ${first.to}, now(), 'test')`);
    expect(await accept([first, ...others])).toMatchObject([
      { ok: false, error: { code: "opted_out" } },
      { ok: true },
      { ok: true },
      { ok: false, error: { code: "budget_exceeded" } },
    ]);
    expect(await statuses()).toEqual({ QUEUED: 2 });
  });

  test("a number gets no more advertisements a day than it may, whatever sends them", async () => {
    const mostADay = (_: string, to: string, category: string) =>
      category === "promotional" && to.startsWith("+84") ? 3 : undefined;
    gateway = createTestGateway(database, vietnam, false, {
      ...{ concerns: () => false, judge: async () => [], mostADay },
    });
    const [one, other] = messagesOf(2);
    if (one === undefined || other === undefined) throw new Error("There are no messages");
    const ad = (to: string) => ({ ...one, id: newId(), to, category: "promotional" as const });
    const often = () => [ad(one.to), ad(other.to), ad(one.to)];
    const allowed = { ok: true };
    const tooMany = { ok: false, error: { code: "too_many_today", path: "/to" } };
    expect(await accept(often())).toMatchObject([allowed, allowed, allowed]);
    expect(await accept(often(), newId())).toMatchObject([allowed, allowed, tooMany]);
    expect(await accept([ad("+254712345678"), ...messagesOf(1)])).toMatchObject([allowed, allowed]);
    const body = { to: one.to, body: "Sale", category: "promotional" as const };
    expect(await gateway.send(organizationId, body)).toMatchObject(tooMany);
    expect(await statuses()).toEqual({ QUEUED: 7 });
  });

  test.each([true, false])(
    "paused between claim and mark, nothing is marked (sure: %p)",
    async (sure) => {
      await accept(messagesOf(700));
      const lease = leaseOf();
      const chunks = await claim(lease);
      expect(chunks).toHaveLength(2);
      await pause();
      const stops = await mark(
        chunks.map((chunk) => markOf(chunk, sure)),
        lease.id,
      );
      expect(stops.map((each) => each.size)).toEqual(chunks.map(({ messages }) => messages.length));
      expect([await marked(), await claim()]).toEqual([0, []]);

      await pause();
      await accept(messagesOf(10, 9000));
      expect(await claim()).toEqual([]);
      await resume();
      const again = leaseOf();
      const later = await claim(again);
      // That its lease was taken away says nothing against the messages.
      expect(later.map(({ reclaims }) => reclaims)).toEqual([0, 0, 0]);
      await mark(
        later.map((chunk) => markOf(chunk, true)),
        again.id,
      );
      expect(await marked()).toBe(710);
    },
  );

  test("a message that comes back meanwhile waits with the others", async () => {
    await accept(messagesOf(2));
    const lease = leaseOf();
    const [chunk] = await claim(lease);
    if (chunk === undefined) throw new Error("Nothing was claimed");
    const request = markOf(chunk, true);
    await mark([request], lease.id);
    await pause();
    await recordResults(
      database,
      chunk.messages.map(({ id }) => ({
        organizationId,
        messageId: id,
        dispatchId: request.dispatchId,
        account: "one",
        attempt: 1,
        progress: "x",
        otherwise: "QUEUED" as const,
        event: "ATTEMPT_REFUSED",
        error: "throttled",
        names: [],
        again: { lane: lanes.bulk, afterSeconds: 0 },
        tookMs: 1,
      })),
      newId,
    );
    expect(await claim()).toEqual([]);
    await resume();
    expect((await claim()).map(({ messages }) => messages.length)).toEqual([2]);
  });

  test("cancelled near the end: what waits ends, what is marked does not, and nothing comes after", async () => {
    await accept(messagesOf(1800));
    const lease = leaseOf();
    const [first] = await claim(lease);
    if (first === undefined) throw new Error("Nothing was claimed");
    await mark([markOf(first, true)], lease.id);
    expect(await cancel()).toEqual({ left: true });
    await resume();
    expect(await claim()).toEqual([]);
    while (await endWaiting(database));
    expect(await statuses()).toEqual({ CANCELLED: 1300, QUEUED: 500 });
    await accept(messagesOf(3, 9000));
    expect(await claim()).toEqual([]);
    while (await endWaiting(database));
    expect(await statuses()).toEqual({ CANCELLED: 1303, QUEUED: 500 });
    const [row] = await database.orm.execute<{ n: number }>(
      sql`select count(*)::int as n from message_queue`,
    );
    expect(row?.n).toBe(0);
  });

  test("pauses race with workers: what is marked was marked before the pause", async () => {
    for (let round = 0; round < 15; round++) {
      campaignId = newId();
      await accept(messagesOf(40, round * 100));
      const lease = leaseOf();
      const chunks = await claim(lease);
      let after = Number.NaN;
      await Promise.all([
        mark(
          chunks.map((chunk) => markOf(chunk, round % 2 === 0)),
          lease.id,
        ),
        pause().then(async () => {
          after = (await marked()) ?? Number.NaN;
        }),
      ]);
      expect(await marked()).toBe(after);
      await database.orm.execute(sql`delete from message_dispatches`);
    }
  });
});
