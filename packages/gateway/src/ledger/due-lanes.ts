import type { Database } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { Lane } from "./accept.ts";
import { mayLeave } from "./stops.ts";

/** Of a row of `message_queue` that is not `stopped`: whoever has room may take it now. */
export const isDue: SQL = sql`due_at <= now() and (lease is null or lease_until < now())
            and ${mayLeave}`;

/**
 * Those of the lanes that hold anything to claim. It locks nothing and ends at the first row that is
 * due, so that a worker without work costs its database one small statement for all of them.
 */
export async function dueLanes(
  { orm }: Pick<Database, "orm">,
  lanes: readonly Lane[],
): Promise<readonly Lane[]> {
  // Not a parameter: how many they are decides what it seems to cost, and it would be planned each time.
  const asked = sql.raw(`'{${lanes.join()}}'::smallint[]`);
  const rows = await orm.execute<{ lane: Lane }>(sql`
    select asked.lane from unnest(${asked}) as asked(lane)
    where exists (
      with recursive waiting as (
        (select organization_id from message_queue
         where lane = asked.lane and not stopped order by organization_id limit 1)
        union all
        select (select q.organization_id from message_queue q
                where q.lane = asked.lane and not q.stopped and q.organization_id > w.organization_id
                order by q.organization_id limit 1)
        from waiting w where w.organization_id is not null
      )
      select from waiting w cross join lateral (
        select from message_queue
        where lane = asked.lane and not stopped and organization_id = w.organization_id and ${isDue}
        limit 1) due)`);
  return [...rows].map(({ lane }) => lane);
}
