import type { Orm } from "@nx/core";
import { cancelCampaign } from "./cancel-campaign.ts";
import { resumeCampaign } from "./resume-campaign.ts";
import { stopCampaign } from "./stop-campaign.ts";

/**
 * How campaigns are stopped, each within the transaction `orm` of whoever keeps them: so that a stop is
 * committed with its state. Ids are UUIDs.
 */
export interface LedgerCampaigns {
  /** From its commit on no message of the campaign leaves. */
  pause(organizationId: string, campaignId: string, orm: Orm): Promise<void>;
  resume(organizationId: string, campaignId: string, orm: Orm): Promise<void>;
  /** For good. `left`: some messages still wait to be ended, which happens by itself. */
  cancel(organizationId: string, campaignId: string, orm: Orm): Promise<{ readonly left: boolean }>;
}

/** The verbs. */
export const createLedgerCampaigns = (): LedgerCampaigns => ({
  pause: (organizationId, campaignId, orm) =>
    stopCampaign(orm, organizationId, campaignId, "paused"),
  resume: (organizationId, campaignId, orm) => resumeCampaign(orm, organizationId, campaignId),
  cancel: (organizationId, campaignId, orm) => cancelCampaign(orm, organizationId, campaignId),
});
