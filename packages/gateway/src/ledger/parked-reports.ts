import type { Database, Orm } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { refusedBy } from "../consent/refused-by.ts";
import { byEither, firstOf, folded, refusedRecipients, undone } from "./fold-reports.ts";

/** How long a report that names nothing known is kept, and how long it is looked at again. */
const parkedHours = 72;
const matchedMinutes = 10;
const mostMatched = 1000;
/** Names looked for at a time: hardly any comes more often than twice, as sent and as delivered. */
const mostNames = mostMatched / 2;

/**
 * Tries again what came before its message was recorded: reports that go by one of these names, however
 * many others wait, or without names the newest. A result is recorded within a minute of its call, so
 * older reports are not looked at any more: they name what was never sent from here.
 * Resolves to how many reports found their message.
 */
export async function matchParkedReports(
  database: Pick<Database, "transaction">,
  names?: readonly string[],
): Promise<number> {
  if (names === undefined) return matchAll(database, sql`true`);
  let matched = 0;
  for (let from = 0; from < names.length; from += mostNames)
    matched += await matchAll(database, goesBy(names.slice(from, from + mostNames)));
  return matched;
}

async function matchAll(database: Pick<Database, "transaction">, isWanted: SQL): Promise<number> {
  let matched = 0;
  for (;;) {
    const round = await database.transaction((tx) => matchRound(tx, isWanted));
    matched += round.matched;
    if (!round.isMoreToTry) return matched;
  }
}

/** Looked up name by name: as lists of names each would be compared with each. */
const goesBy = (names: readonly string[]): SQL => sql`ctid = any(array(
      select p.ctid from unnest(${sql.param(names)}::text[]) as asked(name) cross join lateral (
        (select ctid from parked_reports where names[1] = asked.name limit ${mostMatched})
        union all
        (select ctid from parked_reports where names[2] = asked.name limit ${mostMatched})) p))`;

async function matchRound(tx: Orm, isWanted: SQL) {
  // In a statement of its own, as all that lock rows (`only.ts`). The newest first: what an account
  // brings of others' messages is never ours, and must not keep what is waiting for its turn. Whoever
  // tries them at this moment is waited for: it may not see what has been recorded since.
  const locked = await tx.execute<{ place: string }>(sql`
    select ctid::text as place from parked_reports
    where received_at > now() - ${matchedMinutes} * interval '1 minute' and ${isWanted}
    order by received_at desc, ctid limit ${mostMatched} for update`);
  if (locked.length === 0) return { matched: 0, isMoreToTry: false };
  const places = [...locked].map(({ place }) => place);
  const [round] = await tx.execute<{ matched: number; isLeft: boolean }>(sql`
    with parked as materialized (
      select row_number() over ()::int as n, ctid as place, account as acc, fact
      from parked_reports where ctid = any(${sql.param(places)}::tid[])
    ), shape as materialized (
      select n as s, place, acc, shape.*
      from parked cross join jsonb_to_record(parked.fact) as shape(
        names text[], "to" text, rank smallint, e text, price numeric, cur text, x jsonb,
        wait float8, q uuid)
    ), fact as materialized (
      select s as n, s, rank, acc, names[1] as name, names[2] as other, "to", q from shape
    ), ${firstOf(byEither)}, ${folded}, undone as materialized (
      select unnest(${undone}) as n
    ), gone as (
      delete from parked_reports where ctid = any(array(
        select place from shape where s in (select n from found) and s not in (select n from undone)))
      returning 1
    )${refusedBy(refusedRecipients)}
    select (select count(*) from gone)::int as matched, exists(select from undone) as "isLeft"`);
  if (round === undefined) throw new Error("The statement answered nothing");
  const { matched, isLeft } = round;
  // Older ones may have waited for the same results.
  return { matched, isMoreToTry: isLeft || (matched > 0 && locked.length === mostMatched) };
}

/** Forgets reports that named nothing in all the time that they could have. */
export async function forgetParkedReports({ orm }: Pick<Database, "orm">): Promise<void> {
  await orm.execute(sql`
    delete from parked_reports
    where received_at < now() - ${parkedHours} * interval '1 hour'`);
}
