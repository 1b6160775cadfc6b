import { type SQL, sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import { conditionOf } from "../segments/select.ts";
import { checkPlan, variantsOf } from "./check.ts";
import type { CampaignContext } from "./context.ts";
import { nameTemplates } from "./name-templates.ts";
import { changeCampaign, lockCampaign, toCampaign } from "./row.ts";
import type { Campaign, CampaignPatch } from "./schemas.ts";

/** Changes a draft; what has begun is as it is. `campaign_state`, `campaign_changed`. */
export const updateCampaign = (
  { database, clock }: Pick<CampaignContext, "database" | "clock">,
  organizationId: string,
  publicId: string,
  { version, ...patch }: CampaignPatch,
): Promise<OutreachResult<Campaign>> =>
  database.transaction(async (orm) => {
    const found = await lockCampaign(orm, organizationId, publicId, version);
    if (!found.ok) return found;
    const campaign = found.value;
    if (campaign.state !== "DRAFT") return refused("campaign_state", { detail: "Not a draft." });
    const { body, template, language } = patch;
    const says = (body ?? template ?? language ?? patch.variants) !== undefined;
    const texts = says ? variantsOf(patch) : done([...campaign.variants]);
    if (!texts.ok) return texts;
    const { category = campaign.category } = patch;
    const variants = await nameTemplates(orm, { organizationId, category }, texts.value);
    if (!variants.ok) return variants;
    const plan = checkPlan({ ...campaign, ...patch, variants: variants.value });
    if (!plan.ok) return plan;
    const { audience } = patch;
    if (audience) {
      const condition = await conditionOf(orm, audience, { organizationId, now: clock.now() });
      if (!condition.ok) return refused("unknown_segment", { path: "/audience/segment" });
      if (campaign.numbered > 0 || campaign.audienceOf) return refused("audience_given");
    }
    const changes = changesOf({ ...patch, ...(says && { variants: variants.value }) });
    const changed = await changeCampaign(orm, campaign, sql`version = version + 1`, ...changes);
    return done(toCampaign(changed));
  });

function changesOf(patch: Omit<CampaignPatch, "version">): SQL[] {
  const set = (column: SQL, value: unknown, type: SQL): SQL[] =>
    value === undefined ? [] : [sql`${column} = ${value}::${type}`];
  const json = (value: unknown) => (value ? JSON.stringify(value) : value);
  return [
    ...set(sql`name`, patch.name, sql`text`),
    ...set(sql`category`, patch.category, sql`text`),
    ...set(sql`sender`, patch.from, sql`text`),
    ...set(sql`provider`, patch.provider, sql`text`),
    ...set(sql`variants`, json(patch.variants), sql`jsonb`),
    ...set(sql`trial`, json(patch.trial), sql`jsonb`),
    ...set(sql`audience`, json(patch.audience), sql`jsonb`),
    ...set(sql`start_at`, patch.startAt, sql`timestamptz`),
    ...set(sql`repeat`, json(patch.repeat), sql`jsonb`),
    ...set(sql`send_within_minutes`, patch.sendWithinMinutes, sql`int`),
  ];
}
