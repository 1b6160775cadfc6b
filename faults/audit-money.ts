import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";

/** What does not balance, by kind; nothing of it may be. */
export interface Imbalance extends Record<string, number> {
  /** Periods of budgets, and credit, that say otherwise than their entries. */
  readonly periods: number;
  /** Messages without a hold of their own, or that hold or have cost what they must not. */
  readonly messages: number;
  /** Holds of no message, and payments that are not in the credit. */
  readonly strays: number;
  /** Budgets of which more is used than there was. */
  readonly overspent: number;
}

/**
 * Holds the money ledger against the messages. Every change of what a message holds is all or nothing of its
 * estimate, so one that ended was charged or given back exactly once if its entries sum up to that.
 * Every message must have been paid for: the organization is prepaid.
 */
export async function auditMoney({ orm }: Pick<Database, "orm">): Promise<Imbalance> {
  const [row] = await orm.execute<Imbalance>(sql`
    with entry as materialized (
      select organization_id as o, subject_id as m, count(*) as n, max(n) as last,
        sum(held) as held, sum(spent) as spent, max(held) filter (where kind = 'hold') as estimate,
        count(*) filter (where kind = 'hold') as holds, min(currency) as cur
      from money_entries where kind <> 'top_up' group by 1, 2
    ), message as materialized (
      select *, message_status(progress) is not null as left_us,
        status in ('FAILED', 'REJECTED', 'EXPIRED', 'CANCELLED') as ended from messages
    ), in_period as materialized (
      select p as id, sum(entry.held) as held, sum(entry.spent) as spent
      from entry join money_entries hold on organization_id = o and subject_id = m and kind = 'hold'
        cross join lateral unnest(periods) as p
      group by 1
    )
    select (
        select count(*) from budget_periods p left join in_period using (id)
        where (p.held, p.spent)
          is distinct from (coalesce(in_period.held, 0), coalesce(in_period.spent, 0))
      )::int as periods, (
        select count(*) from message left join entry on o = organization_id and m = id
        where holds is distinct from 1 or n <> last or (held, spent) is distinct from (
          case when left_us or ended then 0 else estimate end,
          case when not left_us then 0 when currency = cur then coalesce(price, estimate)
            else estimate end)
      )::int as messages, (
        select count(*) from entry where m not in (select id from messages)
      )::int + (
        select count(*) from budgets where period = 'credit' and amount is distinct from (
          select sum(paid_in) from money_entries e
          where e.organization_id = budgets.organization_id and e.currency = budgets.currency)
      )::int as strays, (
        select count(*) from budget_periods where held + spent > amount
      )::int as overspent`);
  if (row === undefined) throw new Error("The money was not audited");
  return row;
}
