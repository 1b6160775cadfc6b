import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { quietHoursReason, untilKey } from "../quiet-hours/quiet-hours.ts";
import type { Chunk } from "./claim.ts";
import { only } from "./only.ts";
import { isStopped } from "./stops.ts";

/** A message of a leased queue row that must not leave now. */
export interface Delay {
  readonly messageId: string;
  /** When it may; nothing: never. */
  readonly until: Date | undefined;
}

/** By the clock of a worker that is behind the database's, the hour has not come when a message is due. */
const longestSkewSeconds = 1;

/**
 * Takes messages out of a leased queue row: back into the queue, due when they may leave or when their
 * time is over, whichever comes first; or, where their time is over or they may never leave, to their
 * end. What needs no sending any more is left out of the queue. A worker whose lease is gone changes
 * nothing. Resolves to the ids that wait or have ended for it.
 */
export async function deferMessages(
  { orm }: Pick<Database, "orm">,
  { organizationId, id, lane }: Pick<Chunk, "organizationId" | "id" | "lane">,
  delays: readonly Delay[],
  lease: string,
  newId: () => string,
): Promise<ReadonlySet<string>> {
  const asked = delays.map(({ messageId, until }) => ({ m: messageId, u: until }));
  const rows = await orm.execute<{ id: string }>(sql`
    with asked as materialized (
      select * from json_to_recordset(${JSON.stringify(asked)}::json) as asked(m uuid, u text)
    ), held as materialized (
      select message_ids, campaign_id from message_queue
      where organization_id = ${organizationId}::uuid and id = ${id}::uuid
        and lease = ${lease}::uuid and lease_until > now()
      for update
    ), mine as materialized (
      select asked.m, asked.u, least(asked.u::timestamptz, now.valid_until) as due,
        case when now.valid_until <= now() then 'EXPIRED' when asked.u is null then 'REJECTED' end as ends
      from (select * from asked where m in (select unnest(message_ids) from held)) asked
      cross join lateral message_now(${organizationId}::uuid, asked.m) now
      where now.status = 'QUEUED' or now.status = 'SUBMITTED' and now.outcome is not null
    ), rest as materialized (
      select array(select member from unnest(message_ids) member
        where member not in (select m from asked)) as message_ids
      from held
    ), emptied as (
      delete from message_queue q using rest
      where q.organization_id = ${organizationId}::uuid and q.id = ${id}::uuid
        and rest.message_ids = '{}'
    ), shrunk as (
      update message_queue q set message_ids = rest.message_ids from rest
      where q.organization_id = ${organizationId}::uuid and q.id = ${id}::uuid
        and rest.message_ids <> '{}'
    ), due as materialized (
      select due, array_agg(m order by m) as members, row_number() over (order by due) as n
      from mine where ends is null group by due
    ), again as (
      insert into message_queue
        (organization_id, id, lane, due_at, message_ids, campaign_id, stopped)
      select ${organizationId}::uuid, place.id, ${lane},
        greatest(due.due, now() + ${longestSkewSeconds} * interval '1 second'), due.members,
        campaign_id, ${isStopped(sql`${organizationId}::uuid`, sql`campaign_id`)}
      from held cross join due join unnest(${sql.param(delays.map(newId))}::uuid[]) with ordinality as place(id, n)
        using (n)
    ), ended as (
      update messages m set status = mine.ends, error = ${quietHoursReason}, updated_at = now()
      from mine
      where mine.ends is not null and m.organization_id = ${organizationId}::uuid
        and m.id = ${only("mine.m")} and m.status = 'QUEUED'
      returning m.id, m.status
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at, data)
      select ${organizationId}::uuid, id, 'ended', status, now(),
        jsonb_build_object('error', ${quietHoursReason}::text)
      from ended
      union all
      select ${organizationId}::uuid, m, ${untilKey(sql`u`)}, 'DEFERRED', now(),
        jsonb_build_object('until', u, 'reason', ${quietHoursReason}::text)
      from mine where ends is null
      on conflict do nothing
    )
    select m as id from mine`);
  return new Set([...rows].map(({ id: taken }) => taken));
}
