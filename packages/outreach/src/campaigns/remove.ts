import { sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { CampaignContext } from "./context.ts";
import { lockCampaign } from "./row.ts";

/** Deletes a draft; what was sent stays to be read. `campaign_state`, `campaign_in_use`. */
export const removeCampaign = (
  { database }: Pick<CampaignContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<undefined>> =>
  database.transaction(async (orm) => {
    const found = await lockCampaign(orm, organizationId, publicId);
    if (!found.ok) return found;
    const { id, state } = found.value;
    if (state !== "DRAFT") return refused("campaign_state", { detail: "Not a draft." });
    const copies = await orm.execute(sql`select from campaigns
      where organization_id = ${organizationId}::uuid and audience_of = ${id}::uuid limit 1`);
    if (copies.length > 0) return refused("campaign_in_use");
    await orm.execute(sql`delete from campaigns
      where organization_id = ${organizationId}::uuid and id = ${id}::uuid`);
    return done(undefined);
  });
