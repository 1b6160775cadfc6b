import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { Lane } from "./accept.ts";

/** What a worker is about to hand to an account. */
export interface MarkRequest {
  readonly organizationId: string;
  readonly queueId: string;
  readonly lease: string;
  /** Id of the mark: results are recorded under it. */
  readonly dispatchId: string;
  readonly account: string;
  readonly lane: Lane;
  readonly messageIds: readonly string[];
  /** How long the call may take at most, and with what is left over, until the worker is taken for dead. */
  readonly callSeconds: number;
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
 * be sent. Whoever dies after it has perhaps sent them. Without a lease nothing is marked.
 */
export async function markDispatch(
  { orm }: Pick<Database, "orm">,
  request: MarkRequest,
): Promise<ReadonlyMap<string, Verdict>> {
  const { organizationId, queueId, lease, dispatchId, account, lane, messageIds } = request;
  const rows = await orm.execute<{ going: number; id: string | null; verdict: Verdict }>(sql`
    with held as materialized (
      select id, message_ids from message_queue
      where organization_id = ${organizationId}::uuid and id = ${queueId}::uuid
        and lease = ${lease}::uuid
        and lease_until > now() + ${request.callSeconds}::float8 * interval '1 second'
      for update
    ), asked as materialized (
      select m.id, m.outcome, m.attempts,
        case
          when m.id not in (select unnest(message_ids) from held) then 'gone'
          when m.status <> 'QUEUED' and (m.status <> 'SUBMITTED' or m.outcome is null) then 'settled'
          when m.valid_until <= now() then 'expired'
          when m.category = 'promotional' and exists (
            select from opt_outs o
            where o.organization_id = ${organizationId}::uuid and o.phone = m.recipient)
            then 'opted_out'
          else 'go'
        end as verdict
      from unnest(${sql.param(messageIds)}::uuid[]) as asked(id) cross join lateral (
        select id, outcome, attempts, status, valid_until, category, recipient from messages
        where organization_id = ${organizationId}::uuid and id = asked.id limit 1) m
    ), marked as (
      insert into message_dispatches
        (organization_id, id, lane, account, message_ids, marked_at, lease_until)
      select ${organizationId}::uuid, ${dispatchId}::uuid, ${lane}, ${account}, array_agg(id), now(),
        now() + ${request.leaseSeconds}::float8 * interval '1 second'
      from asked where verdict = 'go' having count(*) > 0
    ), rest as materialized (
      select h.id, array(
        select id from unnest(h.message_ids) as member(id)
        where id not in (select id from asked where verdict <> 'gone')) as message_ids
      from held h
    ), emptied as (
      delete from message_queue q using rest
      where q.organization_id = ${organizationId}::uuid and q.id = rest.id
        and rest.message_ids = '{}'
    ), shrunk as (
      update message_queue q set message_ids = rest.message_ids from rest
      where q.organization_id = ${organizationId}::uuid and q.id = rest.id
        and rest.message_ids <> '{}'
    ), ended as (
      update messages m set updated_at = now(),
        status = case verdict when 'expired' then 'EXPIRED' else 'REJECTED' end,
        error = case verdict when 'expired' then 'validity_expired' else 'opted_out' end
      from asked
      where m.organization_id = ${organizationId}::uuid and m.id = asked.id
        and verdict in ('expired', 'opted_out') and m.status = 'QUEUED'
      returning m.id, m.status, m.error
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at, data)
      select ${organizationId}::uuid, id, 'ended', status, now(), jsonb_build_object('error', error)
      from ended
      union all
      select ${organizationId}::uuid, id, 'retry:' || attempts + 1,
        case when outcome is null then 'DEFINITE_RETRY' else 'AMBIGUOUS_RETRY' end, now(),
        jsonb_build_object('attempt', attempts + 1, 'account', ${account}::text)
      from asked where verdict = 'go' and attempts > 0
    )
    select counted.going, others.id, others.verdict
    from (select count(*)::int as going from asked where verdict = 'go') counted
    left join asked others on others.verdict <> 'go'`);
  return toVerdicts(messageIds, [...rows]);
}

/** Mostly all may go, so only the others are named. */
function toVerdicts(
  messageIds: readonly string[],
  rows: readonly { going: number; id: string | null; verdict: Verdict }[],
): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const { id, verdict } of rows) if (id !== null) verdicts.set(id, verdict);
  const going = messageIds.filter((id) => !verdicts.has(id));
  // One that is not in the ledger at all must never be taken for one that may go.
  const isSure = going.length === rows[0]?.going;
  for (const id of going) verdicts.set(id, isSure ? "go" : "gone");
  return verdicts;
}
