import type { Database } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { Money } from "mq-sms";
import { optedOut, refusedBy } from "../consent/refused-by.ts";
import type { Lane } from "./accept.ts";
import { createKinds, groupAlike } from "./kinds.ts";
import { only } from "./only.ts";
import { areParked, isAmong, marked, missing, type Written } from "./record-parts.ts";
import { recordTaken, takenFields } from "./record-taken.ts";
import { type MessageStatus, refusedProgress, unknownProgress } from "./status.ts";
import { isStopped } from "./stops.ts";
import { last, others, position, sorted } from "./together.ts";

/** What became of one attempt, and what is to happen to the message. */
export interface AttemptResult {
  readonly organizationId: string;
  readonly messageId: string;
  readonly dispatchId: string;
  readonly account: string;
  /** Number of the attempt, from 1. */
  readonly attempt: number;
  /** Of this attempt, see `status.ts`. */
  readonly progress: string;
  /** The message's state if no attempt was ever taken. */
  readonly otherwise: MessageStatus;
  readonly event: string;
  readonly error?: string | undefined;
  readonly providerCode?: string | undefined;
  /** Under which names the provider may report on it, one for each part. */
  readonly names: readonly string[];
  readonly price?: Money | undefined;
  /** The message goes back to this lane of the queue, to be due after so many seconds. */
  readonly again?: { readonly lane: Lane; readonly afterSeconds: number } | undefined;
  readonly tookMs: number;
}

/** What recording found. */
export interface Recorded {
  /** Dispatch and message: whose mark is gone, because the worker was taken for dead meanwhile. */
  readonly late: readonly AttemptResult[];
  /** Reports are waiting that may be about what was just recorded. */
  readonly reportsParked: boolean;
}

/**
 * Writes results, the states that follow from them, events, and the names for reports; messages that
 * are to be sent again go back to the queue. Only results whose dispatch mark still stands count:
 * whoever takes a message out of its mark owns its result.
 */
export async function recordResults(
  database: Pick<Database, "orm">,
  results: readonly AttemptResult[],
  newId: () => string,
): Promise<Recorded> {
  const { groups, others: rest } = groupAlike(results, takenFields);
  const written: Written[] = [];
  for (const taken of groups) written.push(await recordTaken(database, taken));
  if (rest.length > 0) written.push(await write(database, rest, newId, "marked"));
  return {
    late: results.filter(({ messageId }) => written.some(({ missing }) => missing.has(messageId))),
    reportsParked: written.some(({ reportsParked }) => reportsParked),
  };
}

/**
 * Writes results that came after their worker was taken for dead and the attempt for unknown: what
 * was unknown is known now. One that is unknown still says nothing new: it may be the same result,
 * written before by a statement whose answer was lost.
 */
export async function recordLateResults(
  database: Pick<Database, "orm">,
  results: readonly AttemptResult[],
  newId: () => string,
): Promise<void> {
  const known = results.filter(({ progress }) => progress !== unknownProgress);
  if (known.length > 0) await write(database, known, newId, "late");
}

async function write(
  { orm }: Pick<Database, "orm">,
  results: readonly AttemptResult[],
  newId: () => string,
  how: "marked" | "late",
): Promise<Written> {
  const shapes = shapesOf(results, newId, how);
  const rows = await orm.execute<{ missing: string[] | null; parked: boolean }>(sql`
    with shape as materialized (
      select *, message_status(array[p]) as taken
      from json_to_recordset(${JSON.stringify(shapes.rows)}::json) as shape(
        n int, d uuid, a smallint, p text, s text, ev text, e text, g int, x jsonb, more json)
    ), result as materialized (
      select shape.*, m, name from unnest(
        ${sql.param(shapes.places)}::int[],
        ${sql.param(results.map(({ messageId }) => messageId))}::uuid[],
        ${sql.param(results.map(({ names }) => names[0] ?? null))}::text[]
      ) as member(n, m, name) join shape using (n)
    ), ${how === "marked" ? marked(results) : late}, updated as (
      update messages m set
        attempts = greatest(m.attempts, mine.a),
        progress = ${newProgress},
        status = coalesce(case when ${isOnly} then mine.taken else message_status(${newProgress}) end,
          mine.s),
        outcome = case when '0' = any(${newProgress}) then 'unknown' end,
        refusals = case when mine.p = 'x' then m.refusals || (mine.acc || ':' || mine.e)
          else m.refusals end,
        account = mine.acc, error = mine.e,
        price = coalesce((mine.more->>'price')::numeric, m.price),
        currency = coalesce(mine.more->>'currency', m.currency), updated_at = now(),
        sent_in = ${how === "marked" ? sql`case when mine.a = 1 then ${position} else m.sent_in end` : sql`m.sent_in`}
      from mine where m.organization_id = ${only("mine.o")} and m.id = ${only("mine.m")}
        and ${isAmong(results)}
        ${how === "marked" ? sql`` : isUnknown("mine.a")}
      returning mine.o, m.id as m, m.status, m.campaign_id as camp, mine.a, mine.ev, mine.e, mine.g,
        mine.more, m.recipient
    ), ${how === "marked" ? toldTogether : toldLate}, named as (
      insert into message_submissions
        (account, external_id, organization_id, message_id, attempt, part, submitted_at)
      select acc, name, o, m, a, 1, now() from mine where name is not null${otherParts(results)}
    )${results.some(({ again }) => again) ? sentAgain(how) : sql``}${
      results.some(({ progress }) => progress === refusedProgress) ? buried : sql``
    }${
      results.some(({ error }) => error === optedOut)
        ? refusedBy(sql`
      select o, recipient as phone from updated where e = ${optedOut}`)
        : sql``
    }
    select ${missing(results)} as missing,
      ${areParked} as parked`);
  const [written] = rows;
  return { missing: new Set(written?.missing), reportsParked: written?.parked ?? false };
}

/** Whoever declared the attempt unknown may have sent the message back already. */
const isNowhere = sql`not exists (select from message_queue q
          where q.organization_id = updated.o and updated.m = any(q.message_ids))
        and not exists (select from message_dispatches d
          where d.organization_id = updated.o and updated.m = any(d.message_ids))`;

/** What goes back to the queue. */
const sentAgain = (how: "marked" | "late"): SQL => sql`, again as (
      insert into message_queue
        (organization_id, id, lane, due_at, message_ids, campaign_id, stopped)
      -- Those of several campaigns that go back together get a row each.
      select o, case when camp is null then (more->>'queueId')::uuid
          else md5(more->>'queueId' || camp)::uuid end as q, (more->>'lane')::smallint as lane,
        now() + min((more->>'afterSeconds')::float8) * interval '1 second', array_agg(m order by m),
        camp, ${isStopped(sql`o`, sql`camp`)}
      from updated where more->>'queueId' is not null and status in ('QUEUED', 'SUBMITTED')
        ${how === "marked" ? sql`` : sql`and ${isNowhere}`}
      group by o, q, lane, camp
    )`;

/** What failed for good. */
const buried = sql`, dead as (
      insert into dead_letters (organization_id, message_id, reason, died_at)
      select o, m, e, now() from updated where status in ('FAILED', 'REJECTED')
      on conflict do nothing
    )`;

/** Names of the parts after the first, where there are any. */
function otherParts(results: readonly AttemptResult[]): SQL {
  const names = results.filter(hasOthers).flatMap(otherNames);
  if (names.length === 0) return sql``;
  return sql`
      union all
      select acc, other.name, o, mine.m, mine.a, other.part, now()
      from json_to_recordset(${JSON.stringify(names)}::json)
        as other(d uuid, m uuid, part smallint, name text)
      join mine on mine.d = other.d and mine.m = other.m`;
}

/** What a refusal makes of the message depends on its earlier attempts: one may have been taken. */
const markedEvent = sql`case when status in ('FAILED', 'REJECTED', 'EXPIRED') then status
          when ev in ('FAILED', 'REJECTED', 'EXPIRED') then 'ATTEMPT_REFUSED' else ev end`;

/** First attempts of which the same is said are told together. */
const toldTogether = sql`news as materialized (
      select o, a, g, ${markedEvent} as type, ${sorted("m")} as ids
      from updated group by o, a, g, type, case when a > 1 then m end
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at, data, others)
      select o, ${last("ids")}, 'attempt:' || a, type, now(), x, ${others("ids")}
      from news join (select distinct on (g) g, x from shape) said using (g)
    )`;

const toldLate = sql`told as (
      insert into message_events (organization_id, message_id, key, type, at, data)
      select o, m, 'late:' || a, 'ATTEMPT_LATE_RESULT', now(), x
      from updated join (select distinct on (g) g, x from shape) said using (g)
      on conflict do nothing
    )`;

/** Nearly every message needs one attempt. */
const isOnly = sql`(mine.a = 1 and cardinality(m.progress) <= 1)`;
const newProgress = sql`(case when ${isOnly} then array[mine.p]
          else m.progress[1:mine.a - 1] || mine.p || m.progress[mine.a + 1:] end)`;

/** As long as it is: of two that come late at once, the second finds it known. */
const isUnknown = (attempt: string): SQL => sql`and m.progress[${sql.raw(attempt)}] = '0'`;

/** Results of attempts that were declared unknown. */
const late = sql`mine as materialized (
      select m.organization_id as o, result.more->>'account' as acc, result.*
      from result
      join messages m on m.organization_id = (result.more->>'organizationId')::uuid
        and m.id = ${only("result.m")} ${isUnknown("a")}
    )`;

/** What results have in common, said once; of that, what is rare is together in `more`. */
interface Shape {
  readonly n: number;
  readonly d: string;
  readonly a: number;
  readonly p: string;
  readonly s: MessageStatus;
  readonly ev: string;
  readonly e: string | undefined;
  /** Of all that have the same event. */
  readonly g: number;
  readonly x: Readonly<Record<string, unknown>>;
  readonly more: object | undefined;
}

/** The shapes, and the number of each result's own. */
function shapesOf(
  results: readonly AttemptResult[],
  newId: () => string,
  how: "marked" | "late",
): { readonly rows: readonly Shape[]; readonly places: readonly number[] } {
  const rows: Shape[] = [];
  const placeOf = createPlaces(newId);
  const groups = new Map<string, number>();
  const shapeOf = createKinds(
    (result: AttemptResult) => {
      const { dispatchId, attempt, progress, otherwise, event, error, providerCode, tookMs } =
        result;
      const more = moreOf(result, placeOf, how);
      const rare = more && JSON.stringify(more);
      return [dispatchId, attempt, progress, otherwise, event, error, providerCode, tookMs, rare];
    },
    (result) => {
      const { event, account, error, providerCode, tookMs } = result;
      const said = `${event} ${account} ${error} ${providerCode} ${tookMs}`;
      const group = groups.get(said) ?? groups.size;
      groups.set(said, group);
      const shape = toShape(rows.length, group, result, moreOf(result, placeOf, how));
      rows.push(shape);
      return shape;
    },
  );
  return { rows, places: results.map((result) => shapeOf(result).n) };
}

const toShape = (n: number, g: number, result: AttemptResult, more: object | undefined): Shape => ({
  n,
  d: result.dispatchId,
  a: result.attempt,
  p: result.progress,
  s: result.otherwise,
  ev: result.event,
  e: result.error,
  g,
  x: {
    account: result.account,
    tookMs: result.tookMs,
    error: result.error,
    providerCode: result.providerCode,
  },
  more,
});

const hasOthers = ({ names }: AttemptResult): boolean => names.length > 1;

/** Names of the parts after the first. */
const otherNames = ({ dispatchId, messageId, names }: AttemptResult) =>
  names.slice(1).map((name, index) => ({ d: dispatchId, m: messageId, part: index + 2, name }));

function moreOf(
  result: AttemptResult,
  placeOf: (result: AttemptResult) => string,
  how: "marked" | "late",
) {
  const { price, again } = result;
  if (price === undefined && again === undefined && how === "marked") return undefined;
  return {
    price: price?.amount,
    currency: price?.currency,
    ...(again && { ...again, queueId: placeOf(result) }),
    // Of one that is marked, the mark itself tells these.
    ...(how === "late" && { organizationId: result.organizationId, account: result.account }),
  };
}

/** What goes back to the same place at the same time shares a queue row. */
function createPlaces(newId: () => string): (result: AttemptResult) => string {
  const places = new Map<string, string>();
  return ({ organizationId, again }) => {
    const place = `${organizationId} ${again?.lane} ${Math.floor(again?.afterSeconds ?? 0)}`;
    const id = places.get(place) ?? newId();
    places.set(place, id);
    return id;
  };
}
