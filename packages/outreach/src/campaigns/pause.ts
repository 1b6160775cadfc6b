import { sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { CampaignContext } from "./context.ts";
import { notDue } from "./due.ts";
import { enterState } from "./enter-state.ts";
import { lockCampaign, toCampaign } from "./row.ts";
import type { ActionBody, Campaign } from "./schemas.ts";

/**
 * Pauses a campaign: from the commit on nothing of it leaves. `campaign_state`, `campaign_changed`.
 */
export const pauseCampaign = (
  context: Pick<CampaignContext, "database" | "gateway">,
  organizationId: string,
  publicId: string,
  { version }: ActionBody,
): Promise<OutreachResult<Campaign>> =>
  context.database.transaction(async (orm) => {
    const found = await lockCampaign(orm, organizationId, publicId, version);
    if (!found.ok) return found;
    const { state, id } = found.value;
    if (state === "PAUSED") return done(toCampaign(found.value));
    if (state !== "SCHEDULED" && state !== "IN_PROGRESS")
      return refused("campaign_state", { detail: "Neither scheduled nor in progress." });
    await context.gateway.campaigns.pause(organizationId, id, orm);
    const row = await enterState(context, orm, found.value, "paused", sql`reason = null`, notDue);
    return done(toCampaign(row));
  });
