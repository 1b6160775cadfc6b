import type { Database, Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { inTurn, moved, unread } from "../analytics/unread.ts";
import { only } from "../ledger/only.ts";
import { levelOf, warned } from "./warn.ts";

/** Events that one step reads. */
const mostEvents = 5000;

/**
 * Brings the money ledger up to what became of the messages: what a provider took, or may have taken,
 * is spent, at the price that is known by now; what ended without that is given back; the rest stays
 * held. Goes by what messages are and by what their entries sum up to, so that each change is booked
 * once, whatever order events came in and however many processes do it at once.
 */
export async function settleMoney(database: Database, signal: AbortSignal): Promise<void> {
  let done = false;
  while (!done && !signal.aborted) {
    done = await inTurn(database, "money", async (tx) => {
      const step = await book(tx);
      if (step.changes !== null) await changePeriods(tx, step.changes);
      return step.done;
    });
  }
}

type Step = {
  /** By how much each period of a budget changes, as JSON. */
  readonly changes: string | null;
  /** Nothing is left. */
  readonly done: boolean;
};

/** Reads on from its place, only what is of organizations that have budgets, and writes the entries. */
async function book(tx: Orm): Promise<Step> {
  const [step] = await tx.execute<Step>(sql`
    with ${unread("money")}, event as materialized (
      select o, m, position
      from (select distinct organization_id as o from budgets) payer cross join lateral (
        select message_id as m, position from told_events
        where organization_id = o
          and position >= (select since from unread) and position < (select until from unread)
        order by position fetch first ${mostEvents} rows with ties
      ) of_payer
      order by position fetch first ${mostEvents} rows with ties
    ), reached as materialized (
      select position, position = unread.until as done from unread cross join lateral (
        select case when count(*) < ${mostEvents} then unread.until
          else max(position) + 1 end as position from event) event
    ), message as materialized (
      select o, m, booked.*, now.* from (select distinct o, m from event) touched
      cross join lateral (
        select sum(held) as held, sum(spent) as spent, max(n) as n, min(currency) as cur,
          sum(held) filter (where n = 1) as estimate
        from money_entries where organization_id = o and subject_id = m having count(*) > 0
      ) booked cross join lateral (
        select progress::text ~ '[0-6]' as taken, status in ('FAILED', 'REJECTED', 'EXPIRED', 'CANCELLED')
          as ended, price, currency
        from messages where organization_id = o and id = m limit 1
      ) now
    ), due as materialized (
      select o, m, n, cur, taken, ended, held, spent,
        case when taken or ended then 0 else estimate end as now_held,
        case when taken then coalesce(case when currency = cur then price end, estimate)
          else 0 end as now_spent
      from message
    ), changed as materialized (
      select *, now_held - held as to_hold, now_spent - spent as to_spend from due
      where (now_held, now_spent) is distinct from (held, spent)
    ), entered as (
      insert into money_entries (organization_id, subject_id, n, kind, currency, held, spent, at)
      select o, m, n + 1, case when held > 0 and taken then 'commit' when held > 0 then 'release'
        else 'correction' end, cur, to_hold, to_spend, now()
      from changed
    ), period as (
      select o, p, sum(to_hold)::text as held, sum(to_spend)::text as spent
      from changed cross join lateral (
        select unnest(periods) as p from money_entries
        where organization_id = o and subject_id = m and n = 1
      ) counted group by o, p
    ), ${moved("money")}
    select (select json_agg(period) from period)::text as changes, reached.done from reached`);
  if (step === undefined) throw new Error("The settlement has lost its place");
  return step;
}

/**
 * A statement of its own, because it waits for locks: one that also looks into partitioned tables would
 * not survive that on PostgreSQL 18. Locks are taken in the order in which acceptance takes them.
 */
async function changePeriods(tx: Orm, changes: string): Promise<void> {
  await tx.execute(sql`
    with change as materialized (
      select * from json_to_recordset(${changes}::json) as change(o uuid, p uuid, held numeric,
        spent numeric)
    ), locked as materialized (
      select * from budget_periods
      where organization_id = any(array(select o from change)) and id = any(array(select p from change))
      order by id for update
    ), changed as materialized (
      select locked.*, change.held as to_hold, change.spent as to_spend, ${levelOf(
        sql`locked.held + locked.spent + change.held + change.spent`,
        sql`false`,
      )} as level
      from locked join change on change.o = organization_id and change.p = id
    ), updated as (
      update budget_periods b set held = b.held + to_hold, spent = b.spent + to_spend,
        told = greatest(b.told, level)
      from changed
      where b.organization_id = ${only("changed.organization_id")} and b.id = ${only("changed.id")}
    ), ${warned("changed")}
    select`);
}
