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
  readonly pc: string | undefined;
  readonly price: string | undefined;
  readonly cur: string | undefined;
  readonly fact: ReportFact;
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
      select * from json_to_recordset(${JSON.stringify(facts.map(toRow))}::json) as fact(
        n int, names text[], "to" text, rank smallint, e text, pc text, price numeric, cur text,
        fact jsonb)
    ), ${applied(account)}, waiting as (
      insert into parked_reports (account, names, fact, received_at)
      select ${account}, names, fact, now() from fact where n not in (select n from found)
      returning 1
    )
    select (select array_agg(ms) from delivered) as delivered,
      (select count(*) from waiting)::int as parked`);
  return { deliveries: rows[0]?.delivered ?? [], parked: rows[0]?.parked ?? 0 };
}

/** How long a report that names nothing known is kept. */
const parkedHours = 72;

/**
 * Tries again what came before its message was recorded, and forgets what nobody asked for.
 * Resolves to how many reports found their message.
 */
export async function matchParkedReports({ orm }: Pick<Database, "orm">): Promise<number> {
  const accounts = await orm.execute<{ account: string }>(sql`
    with old as (
      delete from parked_reports
      where received_at < now() - ${parkedHours} * interval '1 hour'
    )
    select distinct p.account from parked_reports p
    where exists (select from message_submissions s
      where s.account = p.account and s.external_id = any(p.names))`);
  let matched = 0;
  for (const { account } of [...accounts]) {
    const rows = await orm.execute<{ matched: number }>(sql`
      with known as materialized (
        delete from parked_reports p
        where account = ${account} and exists (select from message_submissions s
          where s.account = p.account and s.external_id = any(p.names))
        returning p.fact, p.names
      ), fact as materialized (
        select row_number() over ()::int as n, names, fact->>'to' as "to",
          (case fact->>'status' ${sql.join(
            Object.entries(reportRanks).map(([status, rank]) => sql`when ${status} then ${rank}`),
            sql` `,
          )} else 0 end)::smallint as rank,
          fact->'error'->>'code' as e, fact->'error'->>'providerCode' as pc,
          (fact->'price'->>'amount')::numeric as price, fact->'price'->>'currency' as cur, fact
        from known
      ), ${applied(account)}
      select count(*)::int as matched from found`);
    matched += rows[0]?.matched ?? 0;
  }
  return matched;
}

/** From the rows of `fact` to changed messages: `found`, `changed` and `delivered`. */
const applied = (account: string) => sql`found as materialized (
      select distinct on (f.n) f.*, s.organization_id as o, s.message_id as m, s.attempt as a,
        s.part, s.submitted_at,
        s.submitted_at > now() - ${reportWindowHours} * interval '1 hour' as timely
      from fact f join message_submissions s
        on s.account = ${account} and s.external_id = any(f.names)
      order by f.n, s.submitted_at desc
    ), meant as materialized (
      select o, m, array_agg(a) as attempts, array_agg(part) as parts, array_agg(rank) as ranks,
        (array_agg(n order by rank desc, n))[1] as cause,
        (array_agg(e order by rank desc, n))[1] as e, max(price) as price, max(cur) as cur,
        min(submitted_at) as submitted_at
      from found where timely group by o, m
    ), locked as materialized (
      select m.organization_id as o, m.id as m, m.status as before, m.error,
        message_progress(m.progress, meant.attempts, meant.parts, meant.ranks) as progress,
        m.progress as old, meant.cause, meant.e, meant.price, meant.cur, meant.submitted_at
      from meant join messages m on m.organization_id = meant.o and m.id = meant.m
      where not exists (select from found f where f.o = meant.o and f.m = meant.m
        and f."to" is not null and f."to" <> m.recipient)
      for update of m
    ), folded as materialized (
      select *, case
        when before = 'EXPIRED' and message_status(progress) in ('SUBMITTED', 'SENT') then before
        else message_status(progress) end as after
      from locked where progress is distinct from old
    ), changed as (
      update messages m set progress = f.progress, status = f.after, updated_at = now(),
        outcome = case when '0' = any(f.progress) and f.after in ('SUBMITTED', 'SENT')
          then 'unknown' end,
        error = case when f.after in ('FAILED', 'REJECTED', 'EXPIRED') then coalesce(f.e, m.error) end,
        price = coalesce(f.price, m.price), currency = coalesce(f.cur, m.currency)
      from folded f where m.organization_id = f.o and m.id = f.m
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at, data)
      select found.o, found.m, 'r' || found.a || '.' || found.part || '.' || found.rank,
        case when f.cause = found.n and f.after <> f.before then f.after else 'REPORT' end, now(),
        jsonb_strip_nulls(jsonb_build_object('account', ${account}::text, 'attempt', found.a,
          'report', found.fact->>'status', 'error', found.e, 'providerCode', found.pc,
          'providerAt', found.fact->>'at', 'part', nullif(found.part, 1),
          'late', case when f.before = 'EXPIRED' or not found.timely then true end))
      from found join locked l on l.o = found.o and l.m = found.m
        left join folded f on f.o = found.o and f.m = found.m
      on conflict do nothing
    ), delivered as (
      select (extract(epoch from now() - submitted_at) * 1000)::float8 as ms
      from folded where after = 'DELIVERED' and before <> 'DELIVERED'
    )`;

const toRow = (fact: ReportFact, n: number): Row => ({
  n,
  names: [fact.providerMessageId, fact.attempt].filter((name) => name !== undefined),
  to: fact.to,
  rank: reportRanks[fact.status],
  e: fact.error?.code,
  pc: fact.error?.providerCode,
  price: fact.price?.amount,
  cur: fact.price?.currency,
  fact,
});
