import type { Orm } from "@nx/core";
import { done, type OutreachResult, refused } from "../problems.ts";
import { findTemplates } from "../writing/writers.ts";
import type { CampaignRow } from "./row.ts";
import type { Variant } from "./schemas.ts";

/** The variants with the ids of their templates, which stay when names change. `invalid_template`. */
export async function nameTemplates(
  orm: Orm,
  { organizationId, category }: Pick<CampaignRow, "organizationId" | "category">,
  variants: readonly Variant[],
): Promise<OutreachResult<Variant[]>> {
  const asked = variants.flatMap(({ template }) => template ?? []);
  const templates = await findTemplates(orm, organizationId, asked, false);
  const named: Variant[] = [];
  for (const variant of variants) {
    const found = variant.template === undefined ? undefined : templates.get(variant.template);
    if (variant.template === undefined) named.push(variant);
    else if (found === undefined)
      return refused("invalid_template", { detail: "There is no such template." });
    else if (found.content.category !== category)
      return refused("invalid_template", { detail: "It is of another category." });
    else named.push({ ...variant, template: found.id });
  }
  return done(named);
}
