import type { Orm } from "@nx/core";
import { sql } from "drizzle-orm";

/**
 * Stops a campaign, within the caller's transaction: from its commit on no message of it is marked to
 * leave. What is marked already may be at the provider. One that is cancelled stays so.
 */
export async function stopCampaign(
  orm: Orm,
  organizationId: string,
  campaignId: string,
  kind: "paused" | "cancelled",
): Promise<void> {
  await orm.execute(sql`
    with stop as (
      insert into campaign_stops (organization_id, campaign_id, kind, stopped_at)
      values (${organizationId}::uuid, ${campaignId}::uuid, ${kind}, now())
      on conflict (organization_id, campaign_id) do update
        set kind = excluded.kind, stopped_at = excluded.stopped_at
        where campaign_stops.kind = 'paused' and excluded.kind = 'cancelled'
    )
    -- Whoever holds a lease on them loses it: its mark finds nothing.
    update message_queue set stopped = true, lease = null, lease_until = null
    where organization_id = ${organizationId}::uuid and campaign_id = ${campaignId}::uuid`);
}
