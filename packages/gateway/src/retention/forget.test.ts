import { beforeEach, expect, test } from "bun:test";
import { type Database, newUuid } from "@nx/core";
import { describeOnDatabases, fakeClock } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { preparePartitions } from "../ledger/partitions.ts";
import { keptDeliveryDays } from "../webhooks/schemas.ts";
import { forgetOld, keptKeyDays } from "./forget.ts";
import { defaultRetention, type Retention } from "./setting.ts";

const now = new Date("2026-06-15T00:00:00Z");
const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs);
const idAt = (at: Date) => newUuid(fakeClock(at));
const keptDays = defaultRetention.messageDays;
const never = new AbortController().signal;

describeOnDatabases("forgetting", (open) => {
  let database: Database;
  const organization = idAt(now);
  beforeEach(async () => {
    database = await open();
  });

  const forget = (own: Readonly<Record<string, Partial<Retention>>> = {}) =>
    forgetOld(database, now, (id) => ({ ...defaultRetention, ...own[id] }), never);
  const count = async (table: string) => {
    const rows = await database.orm.execute(
      sql`select count(*)::int as n from ${sql.identifier(table)}`,
    );
    return rows[0]?.["n"];
  };
  /** What the ledger holds of a message of so many days ago. */
  const hadMessage = async (owner: string, days: number) => {
    const id = idAt(daysAgo(days));
    const at = sql`${daysAgo(days).toISOString()}::timestamptz`;
    await database.orm.execute(sql`
      insert into messages (organization_id, id, category, recipient, body, encoding, segments,
        valid_until, created_at, status, updated_at)
      values (${owner}::uuid, ${id}::uuid, 'transactional', '+84912345678', 'Hi', 'GSM-7', 1,
        ${at}, ${at}, 'DELIVERED', ${at})`);
    await database.orm.execute(sql`
      insert into message_events (organization_id, message_id, key, type, at)
      select ${owner}::uuid, ${id}::uuid, 'event:' || n, 'QUEUED', ${at}
      from generate_series(1, 2) as n`);
    await database.orm.execute(sql`
      insert into counted_messages (organization_id, message_id, sent, status)
      values (${owner}::uuid, ${id}::uuid, true, 'DELIVERED')`);
    await database.orm.execute(sql`
      insert into dead_letters (organization_id, message_id, reason, died_at)
      values (${owner}::uuid, ${id}::uuid, 'poison', ${at})`);
  };
  const hadInbound = async (owner: string, days: number, count = 1) => {
    const ids = Array.from({ length: count }, () => idAt(daysAgo(days)));
    await database.orm.execute(sql`
      insert into inbound_messages
        (organization_id, id, account, external_id, sender, recipient, body, received_at)
      select ${owner}::uuid, id, 'one', id::text, 'a', 'b', 'c',
        ${daysAgo(days).toISOString()}::timestamptz
      from unnest(${sql.param(ids)}::uuid[]) as id`);
  };
  const left = async (owner: string) => {
    const [row] = await database.orm.execute<{ days: number[] | null }>(sql`
      select array_agg(extract(day from ${now.toISOString()}::timestamptz - created_at)::int order by id)
        as days
      from messages where organization_id = ${owner}::uuid`);
    return row?.days ?? [];
  };
  const tables = ["messages", "message_events", "counted_messages", "dead_letters"];

  test("takes what is older than it is kept, in as many batches as it needs, and nothing else", async () => {
    await hadMessage(organization, keptDays + 60);
    await hadMessage(organization, keptDays - 1);
    await hadInbound(organization, keptDays + 60, 5001);
    await hadInbound(organization, keptDays - 1, 2);
    for (const days of [keptKeyDays + 1, keptKeyDays - 1]) {
      await database.orm.execute(sql`
        insert into idempotency_keys
          (organization_id, route, key, fingerprint, message_ids, created_at)
        values (${organization}::uuid, 'r', ${String(days)}, gen_random_uuid(), '{}',
          ${daysAgo(days).toISOString()}::timestamptz)`);
    }
    for (const days of [keptDeliveryDays + 1, keptDeliveryDays - 1]) {
      await database.orm.execute(sql`
        insert into webhook_events (organization_id, id, type, at, data)
        values (${organization}::uuid, gen_random_uuid(), 'campaign.started',
          ${daysAgo(days).toISOString()}::timestamptz, '{}')`);
    }
    await preparePartitions(database, daysAgo(keptDays + 150));
    expect(await forget()).toEqual({ tables: 12, rows: 1 + 2 + 1 + 1 + 5001 + 1 + 1 });
    const others = ["inbound_messages", "idempotency_keys", "webhook_events"];
    expect(await Promise.all([...tables, ...others].map(count))).toEqual([1, 2, 1, 1, 2, 1, 1]);
    expect(await forget()).toEqual({ tables: 0, rows: 0 });
    const aborted = forgetOld(database, now, () => defaultRetention, AbortSignal.abort());
    await expect(aborted).rejects.toThrow();
  });

  test("each organization's messages are kept as long as it says, months and all", async () => {
    const [brief, long, usual] = [idAt(now), idAt(now), idAt(now)];
    const own = { [brief]: { messageDays: 100 }, [long]: { messageDays: 800 } };
    for (const days of [110, 400, 900])
      await preparePartitions(database, new Date(daysAgo(days).getTime()));
    for (const owner of [brief, long, usual])
      for (const days of [900, 400, 110, 90]) await hadMessage(owner, days);
    const { tables: dropped } = await forget(own);
    // Of 900 days ago nobody has anything left; the rest stays for those who keep it.
    expect(dropped).toBeGreaterThanOrEqual(3);
    expect(await left(brief)).toEqual([90]);
    expect(await left(long)).toEqual([400, 110, 90]);
    expect(await left(usual)).toEqual([110, 90]);
    expect(await Promise.all(tables.map(count))).toEqual([6, 12, 6, 6]);
    expect((await forget(own)).rows).toBe(0);
    // It changes its mind.
    await forget({ ...own, [long]: { messageDays: 100 } });
    expect(await left(long)).toEqual([90]);
    const [{ months } = {}] = await database.orm.execute(sql`
      select count(*)::int as months from pg_class where relname ~ '^messages_20(23|24|25_05)'
        and relkind = 'r'`);
    expect(months).toBe(0);
  });

  test("replies are kept apart from messages", async () => {
    await hadInbound(organization, 50);
    await hadInbound(organization, 20);
    await forget({ [organization]: { inboundDays: 30 } });
    expect(await count("inbound_messages")).toBe(1);
  });

  test("where nobody knows for how long, nothing goes", async () => {
    await preparePartitions(database, daysAgo(900));
    await hadMessage(organization, 900);
    await hadInbound(organization, 900);
    expect(await forgetOld(database, now, () => undefined, never)).toEqual({ tables: 0, rows: 0 });
    expect(await left(organization)).toEqual([900]);
  });
});
