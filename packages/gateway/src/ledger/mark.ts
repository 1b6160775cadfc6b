import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { covers } from "../consent/write-consents.ts";
import { type Lane, lanes } from "./accept.ts";
import { only } from "./only.ts";
import { mayLeave } from "./stops.ts";

/** What a worker is about to hand to an account. */
export interface MarkRequest {
  readonly organizationId: string;
  readonly queueId: string;
  /** Id of the mark: results are recorded under it. */
  readonly dispatchId: string;
  readonly account: string;
  readonly lane: Lane;
  readonly messageIds: readonly string[];
  /** They are all that the queue row held when it was claimed: then they need no names. */
  readonly isWhole?: boolean;
  /**
   * Unix seconds until which each of them may leave if it still waits in the queue: whatever ends a
   * message before its first attempt takes it out. Absent, or where somebody wants no transactional
   * messages: each message is looked at.
   */
  readonly sureUntil?: number;
}

/** Who marks, and for how long. */
export interface MarkLease {
  readonly lease: string;
  /** How long the call may take at most: the lease must last for it. */
  readonly callSeconds: number;
  /** After so long without a result the worker is taken for dead. */
  readonly leaseSeconds: number;
}

/**
 * Why a message must not be sent: `gone` is no longer in the queue, `settled` needs no sending any
 * more, the others have been ended for that reason.
 */
export type Stop = "gone" | "settled" | "expired" | "opted_out";

/** Messages that must not be sent. All others of the request may leave from now on. */
export type Stops = ReadonlyMap<string, Stop>;

/**
 * The dispatch mark: takes messages out of the queue and notes that they may leave, in one statement
 * that also checks that the lease holds for the length of the call, that no campaign of theirs is
 * stopped, and that each message may still be sent. Whoever dies after it has perhaps sent them. Without
 * a lease nothing is marked. Answers for each request, in the order given.
 */
export async function markDispatches(
  database: Pick<Database, "orm">,
  requests: readonly MarkRequest[],
  lease: MarkLease,
): Promise<Stops[]> {
  const asked = onceEach(requests);
  // One that has nothing left to ask for must not touch its row either.
  const open = asked.flatMap(({ request }) => (request.messageIds.length > 0 ? [request] : []));
  const answers = await mark(database, open, lease);
  return Promise.all(
    asked.map(async ({ request, repeated }) => {
      const at = open.indexOf(request);
      let stops = at === -1 ? new Map() : answers[at];
      // Its row has lost members since the claim, so each is asked about by name.
      if (!stops) [stops] = await mark(database, [{ ...request, isWhole: false }], lease);
      if (repeated.length === 0) return stops ?? new Map();
      return new Map([...(stops ?? []), ...repeated.map((id) => [id, "gone"] as const)]);
    }),
  );
}

/**
 * Each message in the first request that names it. A worker that is given a row again, because its
 * campaign was paused and resumed, may ask for a message twice at once: one statement would mark both.
 */
function onceEach(requests: readonly MarkRequest[]) {
  const named = new Set<string>();
  return requests.map((request) => {
    const repeated = request.messageIds.filter((id) => named.has(id));
    if (repeated.length === 0) {
      for (const id of request.messageIds) named.add(id);
      return { request, repeated };
    }
    const messageIds = request.messageIds.filter((id) => !named.has(id));
    for (const id of messageIds) named.add(id);
    return { request: { ...request, messageIds, isWhole: false }, repeated };
  });
}

/** For each request what must not be sent; nothing if a row was not whole and nothing was marked. */
async function mark(
  { orm }: Pick<Database, "orm">,
  requests: readonly MarkRequest[],
  { lease, callSeconds, leaseSeconds }: MarkLease,
): Promise<(Stops | undefined)[]> {
  const rows = await orm.execute<StopRow>(sql`
    with wanted as materialized (
      select n, o, q, d, acc, lane, ids, members, case when lane = ${lanes.otp} or not exists (
          select from opt_outs p where p.organization_id = o and p.category <> 'promotional')
          then sure end as sure
      from json_to_recordset(${JSON.stringify(requests.map(toRow))}::json)
        as wanted(n int, o uuid, q uuid, d uuid, acc text, lane smallint, ids uuid[], members int,
          sure float8)
    ), held as materialized (
      select organization_id as o, id as q, message_ids from message_queue
      where (organization_id, id) in (select o, q from wanted) and lease = ${lease}::uuid
        and lease_until > now() + ${callSeconds}::float8 * interval '1 second' and ${mayLeave}
      for update
    ), whole as materialized (
      select w.n, w.o, w.q, w.d, w.acc, w.lane, h.message_ids
      from wanted w join held h on h.o = w.o and h.q = w.q
      where w.ids is null and cardinality(h.message_ids) = w.members
        and w.sure > extract(epoch from now())
    ), asked as materialized (
      select w.n, w.o, w.q, w.d, w.acc, w.lane, asked.id, m.outcome, m.attempts, m.status as before,
        case
          when asked.id not in (select unnest(message_ids) from held) then 'gone'
          when w.sure > extract(epoch from now()) then 'go'
          when m.id is null then 'gone'
          when m.status <> 'QUEUED' and (m.status <> 'SUBMITTED' or m.outcome is null) then 'settled'
          when m.valid_until <= now() then 'expired'
          when exists (
            select from opt_outs p where p.organization_id = w.o and p.phone = m.recipient
              and ${covers("m.category", "m.sender")}) then 'opted_out'
          else 'go'
        end as verdict
      from wanted w cross join unnest(w.ids) as asked(id) left join lateral message_now(w.o, case
        when w.sure is null or w.sure <= extract(epoch from now()) then asked.id end) m on true
    ), going as materialized (
      select n, o, d, lane, acc, message_ids from whole
      union all
      select n, o, d, lane, acc, array_agg(id order by id) from asked where verdict = 'go'
      group by n, o, d, lane, acc
    ), marked as (
      insert into message_dispatches
        (organization_id, id, lane, account, message_ids, marked_at, lease_until)
      select o, d, lane, acc, message_ids, now(),
        now() + ${leaseSeconds}::float8 * interval '1 second'
      from going
    ), rest as materialized (
      select h.o, h.q, array(
        select id from unnest(h.message_ids) as member(id)
        where id not in (
          select unnest(w.ids) from wanted w where w.o = h.o and w.q = h.q)) as message_ids
      from held h where (h.o, h.q) in (select o, q from wanted where ids is not null)
    ), done as materialized (
      select o, q from whole union all select o, q from rest where message_ids = '{}'
    ), emptied as (
      -- Joined to the union itself it would find one of all the rows that it had to wait for.
      delete from message_queue m using done where m.organization_id = done.o and m.id = done.q
    ), shrunk as (
      update message_queue m set message_ids = rest.message_ids from rest
      where m.organization_id = rest.o and m.id = rest.q and rest.message_ids <> '{}'
    ), ended as (
      update messages m set updated_at = now(),
        status = case verdict when 'expired' then 'EXPIRED' else 'REJECTED' end,
        error = case verdict when 'expired' then 'validity_expired' else 'opted_out' end
      from asked
      where verdict in ('expired', 'opted_out') and before = 'QUEUED'
        and m.organization_id = ${only("asked.o")} and m.id = ${only("asked.id")}
        and m.status = 'QUEUED'
      returning m.organization_id, m.id, m.status, m.error
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at, data)
      select organization_id, id, 'ended', status, now(), jsonb_build_object('error', error)
      from ended
      union all
      select o, id, 'retry:' || attempts + 1,
        case when outcome is null then 'DEFINITE_RETRY' else 'AMBIGUOUS_RETRY' end, now(),
        jsonb_build_object('attempt', attempts + 1, 'account', acc)
      from asked where verdict = 'go' and attempts > 0
    )
    select w.n, coalesce(cardinality(going.message_ids), 0) as going, others.id, others.verdict
    from wanted w left join going on going.n = w.n
    left join asked others on others.n = w.n and others.verdict <> 'go'`);
  const found = [...rows];
  return requests.map((request, n) =>
    toStops(
      request,
      found.filter((row) => row.n === n),
    ),
  );
}

interface StopRow extends Record<string, unknown> {
  readonly n: number;
  readonly going: number;
  readonly id: string | null;
  readonly verdict: Stop;
}

/** Before a first attempt nothing else can have ended what still waits; see `sureUntil`. */
const isByCount = ({ isWhole, sureUntil }: MarkRequest): boolean =>
  isWhole === true && sureUntil !== undefined;

const toRow = (request: MarkRequest, n: number) => ({
  n,
  o: request.organizationId,
  q: request.queueId,
  d: request.dispatchId,
  acc: request.account,
  lane: request.lane,
  ids: isByCount(request) ? undefined : request.messageIds,
  members: request.messageIds.length,
  sure: request.sureUntil,
});

function toStops(request: MarkRequest, rows: readonly StopRow[]): Stops | undefined {
  const { messageIds } = request;
  const going = rows[0]?.going ?? 0;
  if (going === messageIds.length) return new Map();
  if (isByCount(request)) return undefined;
  const stops = new Map<string, Stop>();
  for (const { id, verdict } of rows) if (id !== null) stops.set(id, verdict);
  if (going + stops.size === messageIds.length) return stops;
  // One that is not in the ledger at all must never be taken for one that may go.
  for (const id of messageIds) if (!stops.has(id)) stops.set(id, "gone");
  return stops;
}
