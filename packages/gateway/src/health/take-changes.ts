import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { ProviderHealth } from "./schemas.ts";

/**
 * Those whose state is another than the last time that anybody, in any process, asked this. One that
 * was never bad is no news.
 */
export async function takeChanges(
  { orm }: Pick<Database, "orm">,
  health: readonly ProviderHealth[],
): Promise<readonly ProviderHealth[]> {
  const rows = await orm.execute<{ account: string }>(sql`
    update account_states s set logged_state = told.state
    from unnest(${sql.param(health.map(({ account }) => account))}::text[],
      ${sql.param(health.map(({ state }) => state))}::text[]) as told(account, state)
    where s.account = told.account and s.logged_state is distinct from told.state
      and (s.logged_state is not null or told.state in ('DEGRADED', 'DOWN'))
    returning s.account`);
  const changed = new Set([...rows].map(({ account }) => account));
  return health.filter(({ account }) => changed.has(account));
}
