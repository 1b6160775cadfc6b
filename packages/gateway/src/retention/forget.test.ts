import { expect, test } from "bun:test";
import { newUuid } from "@nx/core";
import { describeOnDatabases, fakeClock } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import { forgetOld, keptDays, keptKeyDays } from "./forget.ts";
import { preparePartitions } from "./partitions.ts";

const now = new Date("2026-06-15T00:00:00Z");
const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs);

describeOnDatabases("forgetting", (open) => {
  test("takes what is older than it is kept, in as many batches as it needs, and nothing else", async () => {
    const { orm, ...database } = await open();
    const never = new AbortController().signal;
    const idAt = (at: Date) => newUuid(fakeClock(at));
    const organization = idAt(now);
    const count = async (table: string) => {
      const rows = await orm.execute(sql`select count(*)::int as n from ${sql.identifier(table)}`);
      return rows[0]?.["n"];
    };
    for (const days of [keptDays + 60, keptDays - 1]) {
      const at = daysAgo(days);
      const iso = at.toISOString();
      await orm.execute(sql`
        insert into message_events (organization_id, message_id, key, type, at)
        values (${organization}::uuid, ${idAt(at)}::uuid, 'queued', 'QUEUED', ${iso}::timestamptz)`);
      await orm.execute(sql`
        insert into inbound_messages
          (organization_id, id, account, external_id, sender, recipient, body, received_at)
        select ${organization}::uuid, gen_random_uuid(), 'one', ${iso} || n, 'a', 'b', 'c',
          ${iso}::timestamptz from generate_series(1, ${days > keptDays ? 5001 : 2}) as n`);
      await orm.execute(sql`
        insert into dead_letters (organization_id, message_id, reason, died_at)
        values (${organization}::uuid, ${idAt(at)}::uuid, 'poison', ${iso}::timestamptz)`);
    }
    for (const days of [keptKeyDays + 1, keptKeyDays - 1]) {
      await orm.execute(sql`
        insert into idempotency_keys
          (organization_id, route, key, fingerprint, message_ids, created_at)
        values (${organization}::uuid, 'r', ${String(days)}, gen_random_uuid(), '{}',
          ${daysAgo(days).toISOString()}::timestamptz)`);
    }
    await preparePartitions({ orm, ...database }, daysAgo(keptDays + 150));

    const forgotten = await forgetOld({ orm, ...database }, now, never);
    expect(forgotten).toEqual({ tables: 12, rows: 1 + 5001 + 1 + 1 });
    expect(
      await Promise.all(
        ["message_events", "inbound_messages", "dead_letters", "idempotency_keys"].map(count),
      ),
    ).toEqual([1, 2, 1, 1]);
    expect(await forgetOld({ orm, ...database }, now, never)).toEqual({ tables: 0, rows: 0 });
    await expect(forgetOld({ orm, ...database }, now, AbortSignal.abort())).rejects.toThrow();
  });
});
