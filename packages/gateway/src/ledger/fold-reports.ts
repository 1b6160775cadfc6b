import { type SQL, sql } from "drizzle-orm";
import { optedOut } from "../consent/refused-by.ts";
import { only } from "./only.ts";
import { isStopped } from "./stops.ts";

/** Hours after the submission in which a report still changes a message. */
export const reportWindowHours = 72;

/** Days for which a report finds its message by name. */
const nameDays = 8;

/** Only the newest months need be looked at. */
export const isSubmittedLately = sql.raw(`submitted_at > now() - ${nameDays} * interval '1 day'
          and submitted_at < now() + interval '1 day'`);

/** Under which its event is kept, once. */
const keyOf = sql`'r' || f.a || '.' || f.part || '.' || f.rank`;

/** The event of a fact. */
const eventOf = sql`o, m, ${keyOf},
        case when after = before then 'REPORT' when after = 'QUEUED' then 'ATTEMPT_FAILED'
          else after end, now(),
        case when before = 'EXPIRED' or not timely then x || '{"late":true}' else x end`;

/** Messages that one name may stand for: providers use ids again, rarely so soon. */
const mostNamed = 10;

/** What was submitted under a name. Without its own limit a plan may prepare for thousands. */
const namedBy = (name: string): SQL => sql`(
        select organization_id as o, message_id as m, attempt as a, part, submitted_at
        from message_submissions
        where account = f.acc and external_id = ${sql.raw(name)}
          and ${isSubmittedLately}
        limit ${sql.raw(String(mostNamed))})`;

/** What was submitted under the one name of a fact. */
export const byName = namedBy("f.name");
/** Where there are facts with two: what was submitted under either. */
export const byEither = sql`${byName} union all ${namedBy("f.other")}`;

/** Of a person who was erased, the number is not known any more, and the name has to do. */
export const isTo = (recipient: string): SQL =>
  sql.raw(`(${recipient} = f."to" or starts_with(${recipient}, 'erased:'))`);

/**
 * From the rows of `fact`, and of `shape`, which is what they say, to those whose message is known,
 * `found`, and of each message to the one that is applied now, `first`.
 *
 * Ids of messages lead the order: they sort quickly, and as their pages do.
 */
export const firstOf = (submitted: SQL): SQL => sql`found as materialized (
      select distinct on (f.n) f.n, f.s, f.rank, f."to", f.q, s.*,
        s.submitted_at > now() - ${reportWindowHours} * interval '1 hour' as timely
      from fact f cross join lateral (${submitted}) s
      order by f.n, s.submitted_at desc
    ), first as materialized (
      select distinct on (m, o) * from found order by m, o, timely desc, rank desc, n
    )`;

/**
 * From `first` to changed messages and what is told of them; `settled` are those facts that count.
 * A message is changed only if it is still as it was read, so that nobody waits for a lock and no fact
 * is lost.
 */
export const folded = sql`folded as materialized (
      select f.*, said.acc, said.e, said.price, said.cur, said.x, said.wait, l.*, case
        when l.progress = l.old then l.before
        when l.progress = '{6}' then 'DELIVERED'
        when f.q is not null and l.may_repeat and array_remove(l.progress, 'x') = '{5}' then 'QUEUED'
        when l.before = 'EXPIRED' and message_status(l.progress) in ('SUBMITTED', 'SENT')
          then l.before
        else message_status(l.progress) end as after
      from first f join shape said using (s) cross join lateral (
        select status as before, progress as old, category, reported_in,
          category <> 'otp' and body is not null
            and valid_until > now() + said.wait * interval '1 second' as may_repeat, case
          when not f.timely or f.rank = 0 then progress
          when progress = '{1}' and f.a = 1 and f.part = 1 then array[f.rank::text]
          else message_progress(progress, array[f.a], array[f.part], array[f.rank])
          end as progress
        from messages where organization_id = f.o and id = f.m
          and (f."to" is null or ${isTo("recipient")})
        limit 1) l
    ), changed as (
      update messages m set progress = f.progress, status = f.after, updated_at = now(),
        outcome = case when '0' = any(f.progress) and f.after in ('SUBMITTED', 'SENT')
          then 'unknown' end,
        error = case when f.after in ('FAILED', 'REJECTED', 'EXPIRED') then coalesce(f.e, m.error) end,
        refusals = case when f.after = 'QUEUED' then m.refusals || (f.acc || ':' || f.e)
          else m.refusals end,
        price = coalesce(f.price, m.price), currency = coalesce(f.cur, m.currency)
      from folded f
      where m.organization_id = ${only("f.o")} and m.id = ${only("f.m")}
        and f.progress <> f.old
        and (m.progress, m.status) is not distinct from (f.old, f.before)
      returning f.n, f.o, f.m, f.q, f.wait, f.category, f.after, f.e, m.recipient,
        m.campaign_id as camp
    ), repeated as (
      insert into message_queue
        (organization_id, id, lane, due_at, message_ids, campaign_id, stopped)
      select o, q, case when category = 'transactional' and camp is null then 1 else 2 end,
        now() + wait * interval '1 second', array[m], camp, ${isStopped(sql`o`, sql`camp`)}
      from changed where after = 'QUEUED'
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at, data)
      select ${eventOf} from folded f where n in (select n from changed)
    ), told_again as (
      insert into message_events (organization_id, message_id, key, type, at, data)
      select ${eventOf} from folded f where progress = old and not exists (
        select from message_events e
        where e.organization_id = f.o and e.position = f.reported_in and f.m = any(e.others)
          and e.key = ${keyOf})
      on conflict do nothing
    ), settled as materialized (
      select n, before, after, submitted_at from folded
      where progress = old or n in (select n from changed)
    )`;

/** Whom a report names as opted out, once: when it changes their message. */
export const refusedRecipients = sql`select o, recipient as phone from changed where e = ${optedOut}`;

/**
 * Those that have to wait, where there are any. Counts come before looks for what is missing: nearly
 * always nothing is, and a look reads everything.
 */
export const undone = sql`(select array_agg(n) from found
      where (select count(*) from settled) < (select count(*) from found)
        and n not in (
          select n from settled union all
          select n from first where n not in (select n from folded)))`;
