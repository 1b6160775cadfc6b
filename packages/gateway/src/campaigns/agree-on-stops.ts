import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { mayLeave } from "../ledger/stops.ts";

/**
 * Makes rows of the queue say again whether their campaign is stopped. One that is written while a
 * campaign is stopped or resumed cannot know of it: after a resume it would wait for ever, and during
 * a pause be looked at by every claim. Whether it may leave is decided without it.
 */
export async function agreeOnStops({ orm }: Pick<Database, "orm">): Promise<void> {
  await orm.execute(sql`
    with wrong as materialized (
      select organization_id, id from message_queue
      where campaign_id is not null and stopped = ${mayLeave}
      for update skip locked
    )
    update message_queue q set stopped = not q.stopped, lease = null, lease_until = null
    from wrong where q.organization_id = wrong.organization_id and q.id = wrong.id`);
}
