import { sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { CampaignContext } from "./context.ts";
import { type CampaignRow, campaignColumns, campaignIs, toCampaign } from "./row.ts";
import type { Campaign } from "./schemas.ts";

/** A new draft like a campaign, for the same people. `campaign_not_found`. */
export async function duplicateCampaign(
  { database, newId }: Pick<CampaignContext, "database" | "newId">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<Campaign>> {
  const [row] = await database.orm.execute<CampaignRow>(sql`
    insert into campaigns as c (organization_id, id, name, category, sender, provider, variants,
      trial, audience, audience_of, repeat, send_within_minutes)
    select organization_id, ${newId()}::uuid, name, category, sender, provider, variants, trial,
      audience, case when audience is null then
        coalesce(audience_of, case when numbered > 0 then id end) end,
      repeat, send_within_minutes
    from campaigns c where ${campaignIs(organizationId, publicId)}
    returning ${campaignColumns}`);
  return row === undefined ? refused("campaign_not_found") : done(toCampaign(row));
}
