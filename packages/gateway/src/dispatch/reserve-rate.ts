import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";

/**
 * Takes up to `count` messages out of an account's rate, in one statement that all processes share
 * (GCRA: one moment per account, the theoretical arrival of the next message). A second's worth may
 * come at once; a refused call costs nothing.
 */
export async function reserveRate(
  { orm }: Pick<Database, "orm">,
  account: string,
  perSecond: number,
  count: number,
): Promise<{ granted: number; waitMs: number }> {
  const share = Math.min(count, perSecond);
  const rows = await orm.execute<{ granted: number }>(sql`
    insert into account_states (account, next_at, changed_at)
    values (${account}, now() + ${share / perSecond}::float8 * interval '1 second', now())
    on conflict (account) do update
      set next_at = greatest(account_states.next_at, now())
        + ${share / perSecond}::float8 * interval '1 second'
      where greatest(account_states.next_at, now())
        <= now() + ${1 - share / perSecond}::float8 * interval '1 second'
        or account_states.next_at is null
    returning 1 as granted`);
  return rows.length > 0
    ? { granted: share, waitMs: 0 }
    : { granted: 0, waitMs: Math.max(5, (1000 * share) / perSecond) };
}
