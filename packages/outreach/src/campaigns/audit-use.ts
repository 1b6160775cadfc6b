import { appendAudit, type By, type Orm, toPublicId } from "@nx/core";
import { findTemplates, isGated } from "../writing/writers.ts";
import type { CampaignContext } from "./context.ts";
import type { CampaignRow } from "./row.ts";
import { campaignPrefix } from "./schemas.ts";

/** Notes who lets a campaign be said by which templates, and the version that would be sent now. */
export async function auditUse(
  context: Pick<CampaignContext, "approvalOf">,
  orm: Orm,
  campaign: CampaignRow,
  { actor, requestId }: By,
): Promise<void> {
  const { organizationId, variants } = campaign;
  const asked = [...new Set(variants.flatMap(({ template }) => template ?? []))];
  const found = await findTemplates(orm, organizationId, asked, isGated(context, campaign));
  for (const target of asked) {
    const version = found.get(target)?.version;
    const details = { version, campaign: toPublicId(campaignPrefix, campaign.id) };
    const action = "template.used";
    await appendAudit(orm, { organizationId, actor, requestId, action, target, details });
  }
}
