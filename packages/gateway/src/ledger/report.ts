import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { ReportFact } from "mq-sms";
import { reportRanks } from "./status.ts";

/** Hours after the submission in which a report still changes a message. */
export const reportWindowHours = 72;

/** What a set of reports did. */
export interface Applied {
  /** Milliseconds from submission to delivery of each message that was delivered by them. */
  readonly deliveries: readonly number[];
  /** How many named nothing that this account was given; they wait in `parked_reports`. */
  readonly parked: number;
}

/** A report, and all names under which the message may be known. */
interface Row {
  readonly n: number;
  readonly names: readonly string[];
  readonly to: string | undefined;
  readonly rank: number;
  readonly e: string | undefined;
  readonly price: string | undefined;
  readonly cur: string | undefined;
  /** What its event tells: nothing of the phone. */
  readonly x: Readonly<Record<string, unknown>>;
}

/**
 * Applies delivery reports that were verified by `account`: they touch only messages that were given
 * to that account, and where they name a phone, only those to that phone. Reports are facts in a
 * set: each is stored once, and the state is folded over all of them, whatever their order.
 */
export async function applyReports(
  { orm }: Pick<Database, "orm">,
  account: string,
  facts: readonly ReportFact[],
): Promise<Applied> {
  const rows = await orm.execute<{ delivered: number[] | null; parked: number }>(sql`
    with fact as materialized (
      select ${account}::text as acc, fact.*
      from json_to_recordset(${JSON.stringify(facts.map((fact, n) => toRow(account, fact, n)))}::json) as fact(
        ${factColumns})
    ), ${applied}, waiting as (
      insert into parked_reports (account, names, fact, received_at)
      select ${account}, names, to_jsonb(fact) - 'n' - 'acc', now() from fact
      where n not in (select n from found)
      returning 1
    )
    select (select array_agg(ms) from delivered) as delivered,
      (select count(*) from waiting)::int as parked`);
  return { deliveries: rows[0]?.delivered ?? [], parked: rows[0]?.parked ?? 0 };
}

/** How long a report that names nothing known is kept, and how long it is looked at again. */
const parkedHours = 72;
const matchedMinutes = 10;
const mostMatched = 1000;

/**
 * Tries again what came before its message was recorded. A result is recorded within a minute of its
 * call, so older reports are not looked at any more: they name what was never sent from here.
 * Resolves to how many reports found their message.
 */
export async function matchParkedReports({ orm }: Pick<Database, "orm">): Promise<number> {
  const rows = await orm.execute<{ matched: number }>(sql`
    with parked as materialized (
      select ctid, account, names, fact from parked_reports
      where received_at > now() - ${matchedMinutes} * interval '1 minute'
      order by received_at limit ${mostMatched} for update skip locked
    ), known as materialized (
      select distinct p.ctid, p.account, p.fact
      from parked p cross join unnest(p.names) as name cross join lateral (
        select 1 from message_submissions
        where account = p.account and external_id = name limit 1) s
    ), gone as (
      delete from parked_reports where ctid = any(array(select ctid from known))
    ), fact as materialized (
      select row_number() over ()::int as n, known.account as acc, fact.* from known
      cross join jsonb_to_record(known.fact) as fact(${parkedColumns})
    ), ${applied}
    select count(*)::int as matched from found`);
  return rows[0]?.matched ?? 0;
}

/** Forgets reports that named nothing in all the time that they could have. */
export async function forgetParkedReports({ orm }: Pick<Database, "orm">): Promise<void> {
  await orm.execute(sql`
    delete from parked_reports
    where received_at < now() - ${parkedHours} * interval '1 hour'`);
}

const parkedColumns = sql`names text[], "to" text, rank smallint, e text, price numeric, cur text,
        x jsonb`;
const factColumns = sql`n int, ${parkedColumns}`;

/** From the rows of `fact` to changed messages: `found`, `changed` and `delivered`. */
const applied = sql`found as materialized (
      select distinct on (f.n) f.*, s.*,
        s.submitted_at > now() - ${reportWindowHours} * interval '1 hour' as timely
      from fact f cross join unnest(f.names) as name cross join lateral (
        select organization_id as o, message_id as m, attempt as a, part, submitted_at
        from message_submissions
        where account = f.acc and external_id = name order by submitted_at desc limit 1) s
      order by f.n, s.submitted_at desc
    ), meant as materialized (
      select o, m, array_agg(a) as attempts, array_agg(part) as parts, array_agg(rank) as ranks,
        array_agg(x) as facts, array_remove(array_agg("to"), null) as phones,
        (array_agg(e))[1] as e, max(price) as price, max(cur) as cur,
        min(submitted_at) as submitted_at, timely
      from (select * from found order by o, m, timely, rank desc, n) sorted
      group by o, m, timely
    ), folded as materialized (
      select meant.*, l.*, case
        when l.before = 'EXPIRED' and message_status(l.progress) in ('SUBMITTED', 'SENT')
          then l.before
        else message_status(l.progress) end as after
      from meant cross join lateral (
        select status as before, progress as old, case when meant.timely
          then message_progress(progress, meant.attempts, meant.parts, meant.ranks)
          else progress end as progress
        from messages where organization_id = meant.o and id = meant.m
          and recipient = all(meant.phones)
        limit 1 for update) l
    ), changed as (
      update messages m set progress = f.progress, status = f.after, updated_at = now(),
        outcome = case when '0' = any(f.progress) and f.after in ('SUBMITTED', 'SENT')
          then 'unknown' end,
        error = case when f.after in ('FAILED', 'REJECTED', 'EXPIRED') then coalesce(f.e, m.error) end,
        price = coalesce(f.price, m.price), currency = coalesce(f.cur, m.currency)
      from folded f
      where m.organization_id = f.o and m.id = f.m and f.progress is distinct from f.old
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at, data)
      select f.o, f.m, 'r' || a || '.' || part || '.' || rank,
        case when place = 1 and after <> before then after else 'REPORT' end, now(),
        case when before = 'EXPIRED' or not timely then x || '{"late":true}' else x end
      from folded f cross join unnest(f.attempts, f.parts, f.ranks, f.facts)
        with ordinality as reported(a, part, rank, x, place)
      on conflict do nothing
    ), delivered as (
      select (extract(epoch from now() - submitted_at) * 1000)::float8 as ms
      from folded where after = 'DELIVERED' and before <> 'DELIVERED'
    )`;

const toRow = (account: string, fact: ReportFact, n: number): Row => ({
  n,
  names: [fact.providerMessageId, fact.attempt].filter((name) => name !== undefined),
  to: fact.to,
  rank: reportRanks[fact.status],
  e: fact.error?.code,
  price: fact.price?.amount,
  cur: fact.price?.currency,
  x: {
    account,
    report: fact.status,
    providerAt: fact.at,
    error: fact.error?.code,
    providerCode: fact.error?.providerCode,
  },
});
