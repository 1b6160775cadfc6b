import type { Orm } from "@nx/core";
import { sql } from "drizzle-orm";

/** Lets a paused campaign go on, within the caller's transaction; a cancelled one stays as it is. */
export async function resumeCampaign(
  orm: Orm,
  organizationId: string,
  campaignId: string,
): Promise<void> {
  await orm.execute(sql`
    with resumed as (
      delete from campaign_stops where organization_id = ${organizationId}::uuid
        and campaign_id = ${campaignId}::uuid and kind = 'paused'
      returning campaign_id
    )
    update message_queue q set stopped = false from resumed
    where q.organization_id = ${organizationId}::uuid and q.campaign_id = resumed.campaign_id
      and q.stopped`);
}
