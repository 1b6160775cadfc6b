import { sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { CampaignContext } from "./context.ts";
import { dueAgain, notDue } from "./due.ts";
import { enterState } from "./enter-state.ts";
import { lockCampaign, toCampaign } from "./row.ts";
import type { ActionBody, Campaign, CampaignState } from "./schemas.ts";

const ended: ReadonlySet<CampaignState> = new Set(["COMPLETED", "FAILED"]);

/**
 * Ends a campaign for good: from the commit on nothing of it leaves, and what waits is ended bit by
 * bit. `campaign_state`, `campaign_changed`.
 */
export const cancelCampaign = (
  context: Pick<CampaignContext, "database" | "gateway">,
  organizationId: string,
  publicId: string,
  { version }: ActionBody,
): Promise<OutreachResult<Campaign>> =>
  context.database.transaction(async (orm) => {
    const found = await lockCampaign(orm, organizationId, publicId, version);
    if (!found.ok) return found;
    const { state, id } = found.value;
    if (state === "CANCELLED") return done(toCampaign(found.value));
    if (ended.has(state)) return refused("campaign_state", { detail: "It has ended." });
    const { left } = await context.gateway.campaigns.cancel(organizationId, id, orm);
    const cancelled = await enterState(
      context,
      orm,
      found.value,
      "cancelled",
      sql`reason = null, ended_at = now()`,
      left ? dueAgain : notDue,
    );
    return done(toCampaign(cancelled));
  });
