import { sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { CampaignContext } from "./context.ts";
import { dueAgain } from "./due.ts";
import { tellState } from "./enter-state.ts";
import { nextOccurrence } from "./next-occurrence.ts";
import { changeCampaign, lockCampaign, toCampaign } from "./row.ts";
import type { ActionBody, Campaign } from "./schemas.ts";

/** Has a paused campaign go on where it was. `campaign_state`, `campaign_changed`. */
export const resumeCampaign = (
  context: Pick<CampaignContext, "database" | "gateway">,
  organizationId: string,
  publicId: string,
  { version }: ActionBody,
): Promise<OutreachResult<Campaign>> =>
  context.database.transaction(async (orm) => {
    const found = await lockCampaign(orm, organizationId, publicId, version);
    if (!found.ok) return found;
    const campaign = found.value;
    const { state, id, startedAt, startAt, repeat } = campaign;
    if (state === "SCHEDULED" || state === "IN_PROGRESS") return done(toCampaign(campaign));
    if (state !== "PAUSED") return refused("campaign_state", { detail: "Not paused." });
    await context.gateway.campaigns.resume(organizationId, id, orm);
    const next = repeat === null ? startAt : await nextOccurrence(orm, repeat);
    const resumed = await changeCampaign(
      orm,
      campaign,
      startedAt === null
        ? sql`state = 'SCHEDULED', start_at = ${next}::timestamptz, due_at = ${next}::timestamptz`
        : sql`state = 'IN_PROGRESS', ${dueAgain}`,
      sql`version = version + 1, reason = null`,
    );
    if (startedAt !== null) await tellState(context, orm, resumed, "resumed");
    return done(toCampaign(resumed));
  });
