import { beforeEach, expect, test } from "bun:test";
import { type Database, newUuid, openDatabase } from "@nx/core";
import { createTestDatabase, describeOnDatabases, fakeClock } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { preparePartitions } from "../ledger/partitions.ts";
import { deleteBodies } from "./delete-bodies.ts";
import { defaultRetention } from "./setting.ts";

const now = new Date("2026-06-15T00:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const idAt = (at: Date) => newUuid(fakeClock(at));
const never = new AbortController().signal;

describeOnDatabases("deleting texts", (open) => {
  let database: Database;
  const [one, two] = [idAt(now), idAt(now)];
  beforeEach(async () => {
    database = await open();
    for (const days of [200, 100]) await preparePartitions(database, daysAgo(days));
  });

  const had = async (owner: string, days: number, status = "DELIVERED") => {
    const [id, at] = [idAt(daysAgo(days)), sql`${daysAgo(days).toISOString()}::timestamptz`];
    await database.orm.execute(sql`
      insert into messages (organization_id, id, category, recipient, body, sealed, encoding, segments,
        valid_until, created_at, status, updated_at)
      values (${owner}::uuid, ${id}::uuid, 'transactional', '+84912345678', 'Hi', 'x', 'GSM-7', 1,
        ${at}, ${at}, ${status}, ${at})`);
    await database.orm.execute(sql`
      insert into inbound_messages
        (organization_id, id, account, external_id, sender, recipient, body, received_at)
      values (${owner}::uuid, ${id}::uuid, 'one', ${id}, 'a', 'b', 'c', ${at})`);
    return id;
  };
  const run = (bodyDays: Readonly<Record<string, number>> = {}) =>
    deleteBodies(
      database,
      now,
      (id) => ({ ...defaultRetention, ...(bodyDays[id] && { bodyDays: bodyDays[id] }) }),
      never,
    );
  /** Ages of the messages that have a text, and of the replies. */
  const texts = async (owner: string) => {
    const age = (column: string) =>
      sql.raw(`extract(day from '${now.toISOString()}'::timestamptz - ${column})::int`);
    const [row] = await database.orm.execute<{ messages: number[]; inbound: number[] }>(sql`
      select array(select ${age("created_at")} from messages
          where organization_id = ${owner}::uuid and (body is not null or sealed is not null)
          order by id) as messages,
        array(select ${age("received_at")} from inbound_messages
          where organization_id = ${owner}::uuid and body is not null order by id) as inbound`);
    return row;
  };

  test("takes those that are older than their organization keeps them, and leaves the rest", async () => {
    for (const owner of [one, two]) for (const days of [200, 100, 40, 10]) await had(owner, days);
    expect(await run({ [two]: 30 })).toBe(10);
    expect(await texts(one)).toEqual({ messages: [40, 10], inbound: [40, 10] });
    expect(await texts(two)).toEqual({ messages: [10], inbound: [10] });
    const [kept] = await database.orm.execute(sql`select count(*)::int as n from messages`);
    expect(kept).toEqual({ n: 8 });
    expect(await run({ [two]: 30 })).toBe(0);
    // Whoever changes its mind, either way, is followed.
    expect(await run({ [one]: 150, [two]: 150 })).toBe(0);
    expect(await run({ [one]: 5 })).toBe(4);
    expect(await texts(one)).toEqual({ messages: [], inbound: [] });
  });

  test("not the text of a message that may still have to leave, until that has ended", async () => {
    await had(one, 120, "SUBMITTED");
    const waiting = await had(one, 110, "QUEUED");
    await had(one, 100);
    expect(await run()).toBe(1 + 3);
    expect(await texts(one)).toMatchObject({ messages: [120, 110] });
    await database.orm.execute(
      sql`update messages set status = 'EXPIRED' where id < ${waiting}::uuid`,
    );
    expect(await run()).toBe(1);
    expect(await texts(one)).toMatchObject({ messages: [110] });
    await database.orm.execute(sql`update messages set status = 'CANCELLED'`);
    expect(await run()).toBe(1);
    expect(await texts(one)).toMatchObject({ messages: [] });
  });

  test("in as many batches as it needs", async () => {
    const ids = Array.from({ length: 5002 }, () => idAt(daysAgo(100)));
    await database.orm.execute(sql`
      insert into messages (organization_id, id, category, recipient, body, encoding, segments,
        valid_until, created_at, status, updated_at)
      select ${one}::uuid, id, 'transactional', '+84912345678', 'Hi', 'GSM-7', 1, now(), now(),
        'DELIVERED', now()
      from unnest(${sql.param(ids)}::uuid[]) as id`);
    expect(await run()).toBe(5002);
  });
});

test("a message that is changed at the same moment keeps no text behind the mark", async () => {
  const { url, drop } = await createTestDatabase();
  const database = await openDatabase({ url });
  const owner = idAt(now);
  const id = idAt(daysAgo(100));
  const run = () => deleteBodies(database, now, () => defaultRetention, never);
  try {
    await database.orm.execute(sql`
      insert into messages (organization_id, id, category, recipient, body, encoding, segments,
        valid_until, created_at, status, updated_at)
      values (${owner}::uuid, ${id}::uuid, 'transactional', '+84912345678', 'Hi', 'GSM-7', 1, now(),
        now(), 'FAILED', now())`);
    const holding = Promise.withResolvers<void>();
    const waiting = Promise.withResolvers<void>();
    const other = database.transaction(async (tx) => {
      await tx.execute(sql`update messages set status = 'DELIVERED' where id = ${id}::uuid`);
      holding.resolve();
      await waiting.promise;
    });
    await holding.promise;
    const deleting = run();
    const isBlocked = sql`select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await database.orm.execute(isBlocked)).length === 0) await new Promise(setImmediate);
    waiting.resolve();
    await other;
    expect(await deleting).toBe(1);
    const rows = await database.orm.execute(sql`select status, body from messages`);
    expect(rows).toEqual([{ status: "DELIVERED", body: null }]);
  } finally {
    await database.close();
    await drop();
  }
});
