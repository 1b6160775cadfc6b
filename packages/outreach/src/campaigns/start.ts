import { sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { CampaignContext } from "./context.ts";
import { nextOccurrence } from "./next-occurrence.ts";
import { changeCampaign, lockCampaign, toCampaign } from "./row.ts";
import type { ActionBody, Campaign } from "./schemas.ts";
import { begin } from "./step.ts";

/**
 * Starts a draft, or has it wait for its time. Whoever starts it a second time changes nothing.
 * `campaign_state`, `campaign_changed`, `audience_missing`.
 */
export const startCampaign = (
  context: Pick<CampaignContext, "database" | "gateway">,
  organizationId: string,
  publicId: string,
  { version }: ActionBody,
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
    if (startAt === null && repeat === null)
      return done(toCampaign(await begin(context, orm, campaign)));
    const at = repeat === null ? startAt : await nextOccurrence(orm, repeat);
    const scheduled = await changeCampaign(
      orm,
      campaign,
      sql`state = 'SCHEDULED', version = version + 1, start_at = ${at}::timestamptz`,
      sql`due_at = ${at}::timestamptz`,
    );
    return done(toCampaign(scheduled));
  });
