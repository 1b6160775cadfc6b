import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { Money } from "mq-sms";
import type { Lane } from "./accept.ts";
import type { MessageStatus } from "./status.ts";

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
  const { found, reportsParked } = await write(database, results, newId, "marked");
  const late = results.filter(({ messageId }) => !found.has(messageId));
  return { late, reportsParked };
}

/**
 * Writes results that came after their worker was taken for dead and the attempt for unknown: what
 * was unknown is known now.
 */
export async function recordLateResults(
  database: Pick<Database, "orm">,
  results: readonly AttemptResult[],
  newId: () => string,
): Promise<void> {
  await write(database, results, newId, "late");
}

async function write(
  { orm }: Pick<Database, "orm">,
  results: readonly AttemptResult[],
  newId: () => string,
  how: "marked" | "late",
): Promise<{ found: ReadonlySet<string>; reportsParked: boolean }> {
  const rows = await orm.execute<{ id: string; parked: boolean }>(sql`
    with result as materialized (
      select * from json_to_recordset(${JSON.stringify(toRows(results, newId))}::json) as result(
        o uuid, m uuid, d uuid, acc text, a smallint, p text, s text, ev text, e text, pc text,
        names text[], price numeric, cur text, q uuid, lane smallint, due float8, ms int)
    ), ${how === "marked" ? marked(results) : late}, updated as (
      update messages m set
        attempts = greatest(m.attempts, mine.a),
        progress = ${newProgress},
        status = coalesce(message_status(${newProgress}), mine.s),
        outcome = case when '0' = any(${newProgress}) then 'unknown' end,
        refusals = case when mine.p = 'x' then m.refusals || (mine.acc || ':' || mine.e)
          else m.refusals end,
        account = mine.acc, error = mine.e, price = coalesce(mine.price, m.price),
        currency = coalesce(mine.cur, m.currency), updated_at = now()
      from mine where m.organization_id = mine.o and m.id = mine.m
      returning m.organization_id, m.id, m.status
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at, data)
      select o, m, ${how === "marked" ? sql`'attempt:'` : sql`'late:'`} || a,
        ${how === "marked" ? sql`ev` : sql`'ATTEMPT_LATE_RESULT'`}, now(),
        jsonb_strip_nulls(jsonb_build_object('attempt', a, 'account', acc, 'error', e,
          'providerCode', pc, 'tookMs', ms))
      from mine on conflict do nothing
    ), named as (
      insert into message_submissions
        (account, external_id, organization_id, message_id, attempt, part, submitted_at)
      select acc, name, o, m, a, part, now()
      from mine cross join unnest(names) with ordinality as names(name, part)
    ), again as (
      insert into message_queue (organization_id, id, lane, due_at, message_ids)
      select o, q, lane, now() + min(due) * interval '1 second', array_agg(m)
      from mine join updated u on u.organization_id = o and u.id = m
      where q is not null and u.status in ('QUEUED', 'SUBMITTED')
      group by o, q, lane
    ), dead as (
      insert into dead_letters (organization_id, message_id, reason, died_at)
      select o, m, e, now() from mine
      join updated u on u.organization_id = o and u.id = m
      where u.status in ('FAILED', 'REJECTED') on conflict do nothing
    )
    select m as id, exists(select from parked_reports) as parked from mine`);
  const found = [...rows];
  return {
    found: new Set(found.map(({ id }) => id)),
    reportsParked: found.some(({ parked }) => parked),
  };
}

const newProgress = sql`(m.progress[1:mine.a - 1] || mine.p || m.progress[mine.a + 1:])`;

/** Results whose mark stands, taken out of it. */
const marked = (results: readonly AttemptResult[]) => {
  const organizations = [...new Set(results.map(({ organizationId }) => organizationId))];
  const dispatches = [...new Set(results.map(({ dispatchId }) => dispatchId))];
  return sql`held as materialized (
      select organization_id, id, message_ids from message_dispatches
      where organization_id = any(${sql.param(organizations)}::uuid[]) and id = any(${sql.param(dispatches)}::uuid[])
      for update
    ), mine as materialized (
      select result.* from result
      join (select id, unnest(message_ids) as m from held) h on h.id = d and h.m = result.m
    ), rest as materialized (
      select h.organization_id, h.id, array(
        select member from unnest(h.message_ids) member
        where member not in (select m from mine where mine.d = h.id)) as message_ids
      from held h where exists (select from mine where mine.d = h.id)
    ), emptied as (
      delete from message_dispatches d using rest
      where d.organization_id = rest.organization_id and d.id = rest.id and rest.message_ids = '{}'
    ), shrunk as (
      update message_dispatches d set message_ids = rest.message_ids from rest
      where d.organization_id = rest.organization_id and d.id = rest.id and rest.message_ids <> '{}'
    )`;
};

/** Results of attempts that were declared unknown. */
const late = sql`mine as materialized (
      select result.* from result join messages m on m.organization_id = o and m.id = result.m
      where m.progress[a] = '0' for update of m
    )`;

/** What goes back to the same place at the same time shares a queue row. */
function toRows(results: readonly AttemptResult[], newId: () => string) {
  const places = new Map<string, string>();
  const placeOf = ({ organizationId, again }: AttemptResult): string | undefined => {
    if (again === undefined) return undefined;
    const place = `${organizationId} ${again.lane} ${Math.floor(again.afterSeconds)}`;
    const known = places.get(place);
    if (known !== undefined) return known;
    const id = newId();
    places.set(place, id);
    return id;
  };
  return results.map((result) => ({
    o: result.organizationId,
    m: result.messageId,
    d: result.dispatchId,
    acc: result.account,
    a: result.attempt,
    p: result.progress,
    s: result.otherwise,
    ev: result.event,
    e: result.error,
    pc: result.providerCode,
    names: result.names,
    price: result.price?.amount,
    cur: result.price?.currency,
    q: placeOf(result),
    lane: result.again?.lane,
    due: result.again?.afterSeconds,
    ms: result.tookMs,
  }));
}
