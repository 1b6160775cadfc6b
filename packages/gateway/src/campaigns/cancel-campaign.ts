import type { Orm } from "@nx/core";
import { endWaiting } from "./end-waiting.ts";
import { stopCampaign } from "./stop-campaign.ts";

/**
 * Ends a campaign for good, within the caller's transaction: from its commit on nothing of it leaves.
 * Of what waits some is ended here; the rest, and what comes back later, by the ledger's upkeep.
 */
export async function cancelCampaign(
  orm: Orm,
  organizationId: string,
  campaignId: string,
): Promise<{ readonly left: boolean }> {
  await stopCampaign(orm, organizationId, campaignId, "cancelled");
  return { left: await endWaiting({ orm }, { organizationId, campaignId }) };
}
