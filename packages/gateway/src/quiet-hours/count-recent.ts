import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { uuidAt } from "../ledger/partitions.ts";

const dayMs = 86_400_000;

/**
 * How many promotional messages each phone was sent, or is to be, of those accepted in the last 24
 * hours: what ended before it left, and what its provider refused, counts for nothing. Messages that
 * are accepted at this very moment are not seen.
 */
export async function countRecent(
  { orm }: Pick<Database, "orm">,
  organizationId: string,
  phones: readonly string[],
  now: Date,
): Promise<readonly (readonly [phone: string, count: number])[]> {
  const since = uuidAt(new Date(now.getTime() - dayMs));
  const rows = await orm.execute<{ phone: string; count: number }>(sql`
    select asked.phone, recent.count
    from unnest(${sql.param(phones)}::text[]) as asked(phone) cross join lateral (
      select count(*)::int as count from messages
      where organization_id = ${organizationId}::uuid and recipient = asked.phone
        and id >= ${since}::uuid and category = 'promotional'
        and (status = 'QUEUED' or attempts > 0 and status not in ('REJECTED', 'FAILED'))
    ) recent`);
  return [...rows].map(({ phone, count }) => [phone, count]);
}
