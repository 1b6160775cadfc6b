import { type SQL, sql } from "drizzle-orm";
import type { NewMessage } from "../ledger/accept.ts";
import { only } from "../ledger/only.ts";
import type { Hold } from "./hold.ts";
import { levelOf, warned } from "./warn.ts";

/** What a message was refused for. */
export interface Shortage {
  readonly budgetId: string;
  /** When the budget begins anew, by the clock of the database; absent for credit. */
  readonly resets?: { readonly at: Date; readonly afterSeconds: number };
  /** The budget has no row for this hour, day or month yet: nothing was decided. */
  readonly isUnopened: boolean;
}

/** A row of `refused`. */
export interface Unpaid {
  readonly id: string;
  readonly budget: string;
  readonly unopened: boolean;
  /** Unix seconds; null for credit. */
  readonly resets: number | null;
  readonly now: number;
}

/** The rows of `refused` as JSON. */
export const shortages: SQL = sql`(
      select json_agg(json_build_object('id', id, 'budget', budget, 'unopened', period is null,
        'resets', extract(epoch from nullif(ends_at, 'infinity')), 'now', extract(epoch from now())))
      from refused)`;

/** A row of `refused`, as the callers know it. */
export const toShortage = ({ budget, unopened, resets, now }: Unpaid): Shortage => ({
  budgetId: budget,
  isUnopened: unopened,
  ...(resets !== null && {
    resets: { at: new Date(resets * 1000), afterSeconds: Math.ceil(resets - now) },
  }),
});

/**
 * CTE `refused`: the messages of `input` for which their budgets lack money, decided one by one in the
 * order given. The rows of the budgets are locked first, and a lock sees what was committed while it
 * waited for it, so that any number of processes share them exactly. In the order of their ids, so that
 * nobody waits for each other.
 */
export function decided(messages: readonly NewMessage[]): SQL {
  const organizations = messages.flatMap(({ hold, organizationId }) =>
    hold ? [organizationId] : [],
  );
  const budgets = messages.flatMap(({ hold }) => hold?.budgets ?? []);
  return sql`asked as materialized (
      select n, m, a, cur, otp, bs from json_to_recordset(${JSON.stringify(asksOf(messages))}::json)
        as ask(a numeric, cur text, otp boolean, bs uuid[], ns int[], ms uuid[])
      cross join unnest(ns, ms) as of_message(n, m)
    ), locked as materialized (
      select * from budget_periods
      where organization_id = any(${sql.param([...new Set(organizations)])}::uuid[])
        and budget_id = any(${sql.param([...new Set(budgets)])}::uuid[])
        and starts_at <= now() and ends_at > now()
      order by id for update
    ), room as materialized (
      select *, row_number() over (order by id)::int as k from locked
    ), pair as materialized (
      select n, m, a, b, k, id as period, case when otp then 0 else kept end as floor
      from asked cross join unnest(bs) as b left join room on budget_id = b
    ), refused as materialized (
      select asked.m as id, room.id as period, ends_at, coalesce(budget_id, (
        select b from unnest(bs) as b where b not in (select budget_id from room) limit 1)) as budget
      from (
        select array_agg(n order by n, k) as ns, array_agg(k order by n, k) as ks,
          array_agg(a order by n, k) as amounts, array_agg(floor order by n, k) as floors
        from pair
      ) of_pair cross join lateral first_come(
        (select array_agg(amount - held - spent order by k) from room), ns, ks, amounts, floors
      ) as first_come(n, k) join asked using (n) left join room using (k)
    )`;
}

/** CTEs that take what the messages of `fresh` hold out of the budgets, and tell of what is used up. */
export const held: SQL = sql`, taking as materialized (
      select room.*, coalesce(a, 0) as a, ${levelOf(
        sql`held + spent + coalesce(a, 0)`,
        sql`room.id in (select period from refused)`,
      )} as level
      from room left join (
        select period, sum(a) as a from pair where m in (select id from fresh) group by period
      ) taken on period = room.id
    ), held as (
      update budget_periods p set held = p.held + taking.a, told = greatest(p.told, taking.level)
      from taking
      where p.organization_id = ${only("taking.organization_id")} and p.id = ${only("taking.id")}
        and (taking.a > 0 or taking.level > taking.told)
    ), entered as (
      insert into money_entries (organization_id, subject_id, n, kind, currency, held, at, periods)
      select o, id, 1, 'hold', cur, a, now(),
        array(select room.id from room where budget_id = any(bs) order by 1)
      from asked join fresh on id = m
    ), ${warned("taking")}`;

/** Holds that are alike, said once. */
interface Ask {
  readonly a: string;
  readonly cur: string;
  /** One-time codes may use what credit keeps for them. */
  readonly otp: boolean;
  readonly bs: Hold["budgets"];
  /** Places of the messages, and their ids. */
  readonly ns: number[];
  readonly ms: string[];
}

function asksOf(messages: readonly NewMessage[]): readonly Ask[] {
  const asks = new Map<string, Ask>();
  for (const [n, { id, category, hold }] of messages.entries()) {
    if (hold === undefined) continue;
    const { amount, currency, budgets } = hold;
    const otp = category === "otp";
    const like = `${amount} ${currency} ${otp} ${budgets}`;
    let ask = asks.get(like);
    if (ask === undefined) {
      ask = { a: amount, cur: currency, otp, bs: budgets, ns: [], ms: [] };
      asks.set(like, ask);
    }
    ask.ns.push(n);
    ask.ms.push(id);
  }
  return [...asks.values()];
}
