import type { By, Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import { auditUse } from "./audit-use.ts";
import type { CampaignContext } from "./context.ts";
import { nextOccurrence } from "./next-occurrence.ts";
import { type CampaignRow, changeCampaign, lockCampaign, toCampaign } from "./row.ts";
import type { ActionBody, Campaign } from "./schemas.ts";
import { begin } from "./step.ts";

/**
 * Starts a draft, or has it wait for its time; which templates it says is audited. Whoever starts it a
 * second time changes nothing. `campaign_state`, `campaign_changed`, `audience_missing`.
 */
export const startCampaign = (
  context: Pick<CampaignContext, "database" | "gateway" | "approvalOf">,
  organizationId: string,
  publicId: string,
  { version }: ActionBody,
  by: By,
): Promise<OutreachResult<Campaign>> =>
  context.database.transaction(async (orm) => {
    const found = await lockCampaign(orm, organizationId, publicId, version);
    if (!found.ok) return found;
    const campaign = found.value;
    const { state, audience, audienceOf, numbered, startAt, repeat } = campaign;
    if (state === "SCHEDULED" || state === "IN_PROGRESS") return done(toCampaign(campaign));
    if (state !== "DRAFT") return refused("campaign_state", { detail: "Not a draft." });
    if (audience === null && audienceOf === null && numbered === 0)
      return refused("audience_missing");
    const isNow = startAt === null && repeat === null;
    const started = await (isNow ? begin(context, orm, campaign) : schedule(orm, campaign));
    await auditUse(context, orm, campaign, by);
    return done(toCampaign(started));
  });

async function schedule(orm: Orm, campaign: CampaignRow): Promise<CampaignRow> {
  const { startAt, repeat } = campaign;
  const at = repeat === null ? startAt : await nextOccurrence(orm, repeat);
  return changeCampaign(
    orm,
    campaign,
    sql`state = 'SCHEDULED', version = version + 1, start_at = ${at}::timestamptz`,
    sql`due_at = ${at}::timestamptz`,
  );
}
