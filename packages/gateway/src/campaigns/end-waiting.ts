import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { only } from "../ledger/only.ts";

/** Rows of the queue that one statement ends, at most 500 messages each. */
const mostRows = 2;

/**
 * Ends messages of cancelled campaigns that wait in the queue, some at a time: all of them, or those of
 * one campaign. Any number of processes may do it at once. Resolves to whether some may be left.
 */
export async function endWaiting(
  { orm }: Pick<Database, "orm">,
  one?: { readonly organizationId: string; readonly campaignId: string },
): Promise<boolean> {
  const ofOne =
    one &&
    sql`and s.organization_id = ${one.organizationId}::uuid
        and s.campaign_id = ${one.campaignId}::uuid`;
  const [ended] = await orm.execute<{ rows: number }>(sql`
    with waiting as materialized (
      select q.organization_id as o, q.id as q, q.message_ids
      from campaign_stops s
      join message_queue q
        on q.organization_id = s.organization_id and q.campaign_id = s.campaign_id
      where s.kind = 'cancelled' ${ofOne ?? sql``}
      limit ${mostRows} for update of q skip locked
    ), gone as (
      delete from message_queue m using waiting w where m.organization_id = w.o and m.id = w.q
    ), member as materialized (
      select o, m from waiting cross join unnest(message_ids) as m
    ), cancelled as (
      update messages m set status = 'CANCELLED', updated_at = now() from member
      where m.organization_id = ${only("member.o")} and m.id = ${only("member.m")}
        and m.status = 'QUEUED'
      returning m.organization_id, m.id
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at)
      select organization_id, id, 'ended', 'CANCELLED', now() from cancelled
    )
    select count(*)::int as rows from waiting`);
  return ended?.rows === mostRows;
}
