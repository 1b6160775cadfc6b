import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";

/**
 * Makes the rows of the present hour, day or month of budgets, where they are not there yet. Resolves
 * to those of the budgets that still count. A change of the budget's amount waits for it, or it for that
 * change, so that a new row never has the old amount.
 */
export async function openPeriods(
  { orm }: Pick<Database, "orm">,
  organizationIds: readonly string[],
  budgetIds: readonly string[],
  newId: () => string,
): Promise<ReadonlySet<string>> {
  const ids = budgetIds.map(newId);
  const rows = await orm.execute<{ id: string }>(sql`
    with budget as materialized (
      select * from budgets
      where organization_id = any(${sql.param(organizationIds)}::uuid[])
        and id = any(${sql.param(budgetIds)}::uuid[]) and ended_at is null
      order by id for share
    ), numbered as (
      select budget.*, row_number() over (order by id) as n,
        case period when 'credit' then created_at
          else date_trunc(period, now() at time zone 'UTC') at time zone 'UTC' end as starts_at
      from budget
    ), opened as (
      insert into budget_periods
        (organization_id, id, budget_id, starts_at, ends_at, amount, kept)
      select organization_id, (${sql.param(ids)}::uuid[])[n], id, starts_at,
        case period when 'credit' then 'infinity'
          else (starts_at at time zone 'UTC' + ('1 ' || period)::interval) at time zone 'UTC' end,
        amount, kept
      from numbered
      on conflict (organization_id, budget_id, starts_at) do nothing
    )
    select id from budget`);
  return new Set([...rows].map(({ id }) => id));
}
