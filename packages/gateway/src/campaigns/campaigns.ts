import type { Orm } from "@nx/core";
import type { GatewayContext } from "../context.ts";
import type { GatewayResult } from "../problems.ts";
import { acceptCampaign, type CampaignMessage } from "./accept-campaign.ts";
import { cancelCampaign } from "./cancel-campaign.ts";
import { resumeCampaign } from "./resume-campaign.ts";
import { stopCampaign } from "./stop-campaign.ts";

/**
 * What the ledger does for campaigns, each within the transaction `orm` of whoever keeps them: so that
 * messages are committed with the place to go on from, and a stop with its state. Ids are UUIDs.
 */
export interface LedgerCampaigns {
  accept(
    organizationId: string,
    campaignId: string,
    messages: readonly CampaignMessage[],
    orm: Orm,
  ): Promise<readonly GatewayResult<undefined>[]>;
  /** From its commit on no message of the campaign leaves. */
  pause(organizationId: string, campaignId: string, orm: Orm): Promise<void>;
  resume(organizationId: string, campaignId: string, orm: Orm): Promise<void>;
  /** For good. `left`: some messages still wait to be ended, which happens by itself. */
  cancel(organizationId: string, campaignId: string, orm: Orm): Promise<{ readonly left: boolean }>;
}

/** Binds the verbs to a gateway. */
export const createLedgerCampaigns = (context: GatewayContext): LedgerCampaigns => ({
  accept: (organizationId, campaignId, messages, orm) =>
    acceptCampaign(context, organizationId, campaignId, messages, orm),
  pause: (organizationId, campaignId, orm) =>
    stopCampaign(orm, organizationId, campaignId, "paused"),
  resume: (organizationId, campaignId, orm) => resumeCampaign(orm, organizationId, campaignId),
  cancel: (organizationId, campaignId, orm) => cancelCampaign(orm, organizationId, campaignId),
});
