import { type Database, type Orm, timeOfUuid } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { explainSendError, type ReportFact } from "mq-sms";
import { optedOut, refusedBy } from "../consent/refused-by.ts";
import { retryAfterSeconds } from "./decide.ts";
import { createKinds } from "./kinds.ts";
import { only } from "./only.ts";
import { uuidAt } from "./partitions.ts";
import { reportRanks } from "./status.ts";
import { isStopped } from "./stops.ts";
import { last, others, position } from "./together.ts";

/** Hours after the submission in which a report still changes a message. */
export const reportWindowHours = 72;

/** Days for which a report finds its message by name: only the newest months need be looked at. */
export const nameDays = 8;

/** What a set of reports did. */
export interface Applied {
  /** Milliseconds from submission to delivery of each message that was delivered by them. */
  readonly deliveries: readonly number[];
  /** How many named nothing that this account was given; they wait in `parked_reports`. */
  readonly parked: number;
}

/**
 * Applies delivery reports that were verified by `account`: they touch only messages that were given
 * to that account, and where they name a phone, only those to that phone. Reports are facts in a
 * set: each is stored once, and the state is folded over all of them, whatever their order.
 *
 * A message whose only taken attempt failed for a reason that may pass goes back to the queue, once,
 * while it is of use: its text was one part, and is still there.
 */
export async function applyReports(
  database: Pick<Database, "orm">,
  account: string,
  facts: readonly ReportFact[],
  chance: Chance,
): Promise<Applied> {
  const plain = await applyPlain(database, account, facts, chance);
  const deliveries = [...(plain.delivered ?? [])];
  let parked = 0;
  for (let left = those(facts, plain.left); left.length > 0; ) {
    const round = await applyRound(database, account, left, chance);
    deliveries.push(...(round.delivered ?? []));
    parked += round.parked;
    left = those(left, round.left);
  }
  return { deliveries, parked };
}

function those(facts: readonly ReportFact[], places: readonly number[] | null) {
  const wanted = new Set(places);
  return facts.filter((_, n) => wanted.has(n));
}

/** Where ids and jitter come from. */
export interface Chance {
  readonly newId: () => string;
  /** In [0, 1). */
  readonly random: () => number;
}

/** What one statement did. */
type Plain = {
  readonly delivered: number[] | null;
  /** Facts that it has not applied. */
  readonly left: number[] | null;
};

/** `left` have to wait: their message was changed meanwhile, here or by somebody else. */
type Round = Plain & { readonly parked: number };

/**
 * Applies what nearly every report is: the first of the only part of a first attempt, which was not
 * refused for a reason that may pass. A statement of its own, because what the others need costs more
 * to make ready than a few reports to apply.
 */
async function applyPlain(
  { orm }: Pick<Database, "orm">,
  account: string,
  facts: readonly ReportFact[],
  chance: Chance,
): Promise<Plain> {
  const [round] = await orm.execute<Plain>(sql`
    with ${given(account, facts, chance)}, plain as (
      update messages m set progress = said.reached, status = said.alone, updated_at = now(),
        error = case when said.alone in ('FAILED', 'REJECTED', 'EXPIRED')
          then coalesce(said.e, m.error) end,
        price = coalesce(said.price, m.price), currency = coalesce(said.cur, m.currency),
        reported_in = ${position}
      from first f join shape said using (s)
      where m.organization_id = ${only("f.o")} and m.id = ${only("f.m")}
        and ${isRecent(chance)}
        and f.timely and f.rank > 1 and f.a = 1 and f.part = 1 and f.q is null
        and m.progress = '{1}' and m.status = 'SUBMITTED'
        and (f."to" is null or ${isTo("m.recipient")})
      returning f.n, f.s, f.o, f.m, said.alone, said.e, f.submitted_at, m.recipient
    ), news as materialized (
      select o, s, array_agg(m order by m) as ids from plain group by o, s
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at, data, others)
      select o, ${last("ids")}, told, alone, now(), x, ${others("ids")}
      from news join shape using (s)
    )${refusals(facts, sql`select o, recipient as phone from plain where e = ${optedOut}`)}
    select (select to_json(array_agg(${tookMs})) from plain where alone = 'DELIVERED') as delivered,
      case when (select count(*) from plain) < ${facts.length} then
        (select array_agg(n) from fact where n not in (select n from plain)) end as left`);
  if (round === undefined) throw new Error("The statement answered nothing");
  return round;
}

/** Applies one fact of each message, whatever it is, and keeps those that name nothing known. */
async function applyRound(
  { orm }: Pick<Database, "orm">,
  account: string,
  facts: readonly ReportFact[],
  chance: Chance,
): Promise<Round> {
  const [round] = await orm.execute<Round>(sql`
    with ${given(account, facts, chance)}, ${folded}, waiting as (
      insert into parked_reports (account, names, fact, received_at)
      select acc, names, jsonb_build_object('names', names, 'to', "to", 'rank', rank, 'e', e,
        'price', price, 'cur', cur, 'x', x, 'wait', wait, 'q', q), now()
      from fact join shape using (s, rank, acc)
      cross join lateral (select array_remove(array[name, other], null) as names) named
      where (select count(*) from found) < (select count(*) from fact)
        and n not in (select n from found)
      returning 1
    )${refusals(facts, refusedRecipients)}
    select (select to_json(array_agg(${tookMs})) from settled
        where after = 'DELIVERED' and before <> 'DELIVERED') as delivered,
      (select count(*) from waiting)::int as parked, ${undone} as left`);
  if (round === undefined) throw new Error("The statement answered nothing");
  return round;
}

const dayMs = 86_400_000;
/** Longer than a message may wait and then be reported on. */
const recentDays = 120;

/** Nothing is made ready for months of other messages; if there are any, the other statement has them. */
const isRecent = ({ newId }: Chance): SQL => {
  const now = timeOfUuid(newId());
  return sql`m.id >= ${uuidAt(new Date(now - recentDays * dayMs))}::uuid
          and m.id < ${uuidAt(new Date(now + dayMs))}::uuid`;
};

/** Whoever a report names as opted out, where any does. */
const refusals = (facts: readonly ReportFact[], of: SQL): SQL =>
  facts.some(({ error }) => error?.code === optedOut) ? refusedBy(of) : sql``;

/**
 * The facts as rows, what they are about, and what they say: by itself, and as the first report of a
 * first attempt.
 */
function given(account: string, facts: readonly ReportFact[], chance: Chance): SQL {
  const shapes = shapesOf(account, facts, chance);
  return sql`shape as materialized (
      select shape.*, ${account}::text as acc, message_status(array[rank::text]) as alone,
        array[rank::text] as reached, 'r1.1.' || rank as told
      from json_to_recordset(${JSON.stringify(shapes.rows)}::json) as shape(
        s int, rank smallint, e text, price numeric, cur text, x jsonb, wait float8)
    ), fact as materialized (
      select (place - 1)::int as n, s, rank, acc, name, other, "to", q
      from unnest(${sql.param(shapes.places)}::int[], ${column(facts.map(nameOf))}::text[],
        ${column(facts.map(otherOf))}::text[], ${column(facts.map(({ to }) => to))}::text[],
        ${column(shapes.queueIds)}::uuid[]
      ) with ordinality as f(s, name, other, "to", q, place) join shape using (s)
    ), ${firstOf(facts.some(otherOf) ? byEither : byName)}`;
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
export async function matchParkedReports(database: Pick<Database, "transaction">): Promise<number> {
  let matched = 0;
  for (;;) {
    const round = await database.transaction(matchRound);
    matched += round.matched;
    if (round.again === null) return matched;
  }
}

async function matchRound(tx: Orm) {
  // In a statement of its own, as all that lock rows (`only.ts`).
  const locked = await tx.execute<{ place: string }>(sql`
    select ctid::text as place from parked_reports
    where received_at > now() - ${matchedMinutes} * interval '1 minute'
    order by received_at limit ${mostMatched} for update skip locked`);
  if (locked.length === 0) return { matched: 0, again: null };
  const places = [...locked].map(({ place }) => place);
  const [round] = await tx.execute<{ matched: number; again: number[] | null }>(sql`
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
    select (select count(*) from gone)::int as matched, (select array_agg(n) from undone) as again`);
  if (round === undefined) throw new Error("The statement answered nothing");
  return round;
}

/** Forgets reports that named nothing in all the time that they could have. */
export async function forgetParkedReports({ orm }: Pick<Database, "orm">): Promise<void> {
  await orm.execute(sql`
    delete from parked_reports
    where received_at < now() - ${parkedHours} * interval '1 hour'`);
}

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
          and submitted_at > now() - ${sql.raw(String(nameDays))} * interval '1 day'
          and submitted_at < now() + interval '1 day'
        limit ${sql.raw(String(mostNamed))})`;

/** What was submitted under the one name of a fact, and where there are facts with two, under either. */
const byName = namedBy("f.name");
const byEither = sql`${byName} union all ${namedBy("f.other")}`;

/** Of a person who was erased, the number is not known any more, and the name has to do. */
const isTo = (recipient: string): SQL =>
  sql.raw(`(${recipient} = f."to" or starts_with(${recipient}, 'erased:'))`);

/**
 * From the rows of `fact`, and of `shape`, which is what they say, to those whose message is known,
 * `found`, and of each message to the one that is applied now, `first`.
 *
 * Ids of messages lead the order: they sort quickly, and as their pages do.
 */
const firstOf = (submitted: SQL): SQL => sql`found as materialized (
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
const folded = sql`folded as materialized (
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

const tookMs = sql`(date_part('epoch', now() - submitted_at) * 1000)::int`;

/** Whom a report names as opted out, once: when it changes their message. */
const refusedRecipients = sql`select o, recipient as phone from changed where e = ${optedOut}`;

/**
 * Those that have to wait, where there are any. Counts come before looks for what is missing: nearly
 * always nothing is, and a look reads everything.
 */
const undone = sql`(select array_agg(n) from found
      where (select count(*) from settled) < (select count(*) from found)
        and n not in (
          select n from settled union all
          select n from first where n not in (select n from folded)))`;

/** A column of the facts: nothing where none of them has a value, which costs as much to read as one. */
const column = (values: readonly (string | undefined)[]) =>
  sql.param(
    values.some((value) => value !== undefined) ? values.map((value) => value ?? null) : [],
  );

/** What the report names its message by, and what else. */
const nameOf = ({ providerMessageId, attempt }: ReportFact): string | undefined =>
  providerMessageId ?? attempt;
const otherOf = ({ providerMessageId, attempt }: ReportFact): string | undefined =>
  providerMessageId === undefined ? undefined : attempt;

/** What reports have in common, said once. */
interface Shapes {
  readonly rows: readonly Shape[];
  /** The number of each report's own. */
  readonly places: readonly number[];
  /** Queue rows of those that may be sent once more. */
  readonly queueIds: readonly (string | undefined)[];
}

function shapesOf(
  account: string,
  facts: readonly ReportFact[],
  { newId, random }: Chance,
): Shapes {
  const rows: Shape[] = [];
  const shapeOf = createKinds(
    ({ status, at, error, price }: ReportFact) => [
      status,
      at,
      error?.code,
      error?.providerCode,
      price?.amount,
      price?.currency,
    ],
    (fact) => {
      const shape = toShape(rows.length, account, fact, random);
      rows.push(shape);
      return shape;
    },
  );
  const own = facts.map(shapeOf);
  return {
    rows,
    places: own.map(({ s }) => s),
    queueIds: own.map(({ wait }) => (wait === undefined ? undefined : newId())),
  };
}

/** Reports that say the same of different messages. */
interface Shape {
  readonly s: number;
  readonly rank: number;
  readonly e: string | undefined;
  readonly price: string | undefined;
  readonly cur: string | undefined;
  /** What its event tells: nothing of the phone. */
  readonly x: Readonly<Record<string, unknown>>;
  /** Seconds after which it may be sent once more; absent where that would not help. */
  readonly wait: number | undefined;
}

/** That it failed, for a reason that may pass. */
const mayPass = ({ status, error }: ReportFact): boolean =>
  status === "failed" && error !== undefined && explainSendError(error).retryable;

const toShape = (s: number, account: string, fact: ReportFact, random: () => number): Shape => ({
  s,
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
  wait: mayPass(fact) ? retryAfterSeconds(1, random()) : undefined,
});
