import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { Lane } from "./accept.ts";

/** What a worker is about to hand to an account. */
export interface MarkRequest {
  readonly organizationId: string;
  readonly queueId: string;
  /** Id of the mark: results are recorded under it. */
  readonly dispatchId: string;
  readonly account: string;
  readonly lane: Lane;
  readonly messageIds: readonly string[];
  /**
   * Unix seconds until which each of them may leave if it still waits in the queue: whatever ends a
   * message before its first attempt takes it out. Absent: each message is looked at.
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
 * `go`: from now on it may leave. Everything else must not be sent: `gone` is no longer in the
 * queue, `settled` needs no sending any more, the others have been ended for that reason.
 */
export type Verdict = "go" | "gone" | "settled" | "expired" | "opted_out";

/**
 * The dispatch mark: takes messages out of the queue and notes that they may leave, in one statement
 * that also checks that the lease holds for the length of the call, and that each message may still
 * be sent. Whoever dies after it has perhaps sent them. Without a lease nothing is marked. Answers
 * for each request, in the order given.
 */
export async function markDispatches(
  { orm }: Pick<Database, "orm">,
  requests: readonly MarkRequest[],
  { lease, callSeconds, leaseSeconds }: MarkLease,
): Promise<ReadonlyMap<string, Verdict>[]> {
  const rows = await orm.execute<VerdictRow>(sql`
    with wanted as materialized (
      select * from json_to_recordset(${JSON.stringify(requests.map(toRow))}::json)
        as wanted(n int, o uuid, q uuid, d uuid, acc text, lane smallint, ids uuid[], sure float8)
    ), held as materialized (
      select organization_id as o, id as q, message_ids from message_queue
      where (organization_id, id) in (select o, q from wanted) and lease = ${lease}::uuid
        and lease_until > now() + ${callSeconds}::float8 * interval '1 second'
      for update
    ), asked as materialized (
      select w.n, w.o, w.q, w.d, w.acc, w.lane, asked.id, m.outcome, m.attempts, m.status as before,
        case
          when asked.id not in (select unnest(message_ids) from held) then 'gone'
          when w.sure > extract(epoch from now()) then 'go'
          when m.id is null then 'gone'
          when m.status <> 'QUEUED' and (m.status <> 'SUBMITTED' or m.outcome is null) then 'settled'
          when m.valid_until <= now() then 'expired'
          when m.category = 'promotional' and exists (
            select from opt_outs p where p.organization_id = w.o and p.phone = m.recipient)
            then 'opted_out'
          else 'go'
        end as verdict
      from wanted w cross join unnest(w.ids) as asked(id) left join lateral (
        select id, outcome, attempts, status, valid_until, category, recipient from messages
        where organization_id = w.o and id = asked.id
          and (w.sure is null or w.sure <= extract(epoch from now())) limit 1) m on true
    ), marked as (
      insert into message_dispatches
        (organization_id, id, lane, account, message_ids, marked_at, lease_until)
      select o, d, lane, acc, array_agg(id), now(),
        now() + ${leaseSeconds}::float8 * interval '1 second'
      from asked where verdict = 'go' group by o, d, lane, acc
    ), rest as materialized (
      select h.o, h.q, array(
        select id from unnest(h.message_ids) as member(id)
        where id not in (select id from asked where verdict <> 'gone')) as message_ids
      from held h
    ), emptied as (
      delete from message_queue m using rest
      where m.organization_id = rest.o and m.id = rest.q and rest.message_ids = '{}'
    ), shrunk as (
      update message_queue m set message_ids = rest.message_ids from rest
      where m.organization_id = rest.o and m.id = rest.q and rest.message_ids <> '{}'
    ), ended as (
      update messages m set updated_at = now(),
        status = case verdict when 'expired' then 'EXPIRED' else 'REJECTED' end,
        error = case verdict when 'expired' then 'validity_expired' else 'opted_out' end
      from asked
      where verdict in ('expired', 'opted_out') and before = 'QUEUED'
        and m.organization_id = asked.o and m.id = asked.id and m.status = 'QUEUED'
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
    select w.n, counted.going, others.id, others.verdict
    from wanted w cross join lateral (
      select count(*)::int as going from asked where asked.n = w.n and verdict = 'go') counted
    left join asked others on others.n = w.n and others.verdict <> 'go'`);
  const found = [...rows];
  return requests.map(({ messageIds }, n) =>
    toVerdicts(
      messageIds,
      found.filter((row) => row.n === n),
    ),
  );
}

interface VerdictRow extends Record<string, unknown> {
  readonly n: number;
  readonly going: number;
  readonly id: string | null;
  readonly verdict: Verdict;
}

const toRow = (request: MarkRequest, n: number) => ({
  n,
  o: request.organizationId,
  q: request.queueId,
  d: request.dispatchId,
  acc: request.account,
  lane: request.lane,
  ids: request.messageIds,
  sure: request.sureUntil,
});

/** Mostly all may go, so only the others are named. */
function toVerdicts(
  messageIds: readonly string[],
  rows: readonly VerdictRow[],
): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const { id, verdict } of rows) if (id !== null) verdicts.set(id, verdict);
  const going = messageIds.filter((id) => !verdicts.has(id));
  // One that is not in the ledger at all must never be taken for one that may go.
  const isSure = going.length === rows[0]?.going;
  for (const id of going) verdicts.set(id, isSure ? "go" : "gone");
  return verdicts;
}
