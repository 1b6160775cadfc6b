import { type SQL, sql } from "drizzle-orm";

/** Percentage of `amount` from which on it is told that a budget is nearly used up. */
const warnPercent = 80;

/** What is to be told of a budget of which so much is used: nothing, 80 percent, or that it blocks. */
export function levelOf(used: SQL, blocks: SQL): SQL {
  return sql`case when ${blocks} or (${used}) >= amount then 100
        when (${used}) * 100 >= amount * ${sql.raw(String(warnPercent))} then ${sql.raw(String(warnPercent))}
        else 0 end`;
}

/** CTE that tells of periods whose `level` is above what was told of them. */
export function warned(periods: string): SQL {
  return sql`warned as (
      insert into budget_events (organization_id, type, budget_id, period_id, percent, at)
      select organization_id, 'budget.threshold', budget_id, id, level, now()
      from ${sql.raw(periods)} where level > told
    )`;
}
