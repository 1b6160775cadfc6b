import { sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import { conditionOf } from "../segments/select.ts";
import { checkPlan, variantsOf } from "./check.ts";
import type { CampaignContext } from "./context.ts";
import { nameTemplates } from "./name-templates.ts";
import { type CampaignRow, campaignColumns, toCampaign } from "./row.ts";
import type { Campaign, CampaignBody } from "./schemas.ts";

/** Makes a draft. `invalid_variants`, `invalid_text`, `invalid_template`… */
export async function createCampaign(
  { database, newId, clock }: Pick<CampaignContext, "database" | "newId" | "clock">,
  organizationId: string,
  body: CampaignBody,
): Promise<OutreachResult<Campaign>> {
  const { category = "promotional" } = body;
  const texts = variantsOf(body);
  if (!texts.ok) return texts;
  const about = { organizationId, category };
  const variants = await nameTemplates(database.orm, about, texts.value);
  if (!variants.ok) return variants;
  const plan = checkPlan({ ...body, variants: variants.value });
  if (!plan.ok) return plan;
  const { name, from, provider, trial, audience, startAt, repeat } = body;
  if (audience !== undefined) {
    const now = clock.now();
    const condition = await conditionOf(database.orm, audience, { organizationId, now });
    if (!condition.ok) return refused("unknown_segment", { path: "/audience/segment" });
  }
  const json = (value: unknown) =>
    value === undefined ? sql`null` : sql`${JSON.stringify(value)}::jsonb`;
  const [row] = await database.orm.execute<CampaignRow>(sql`
    insert into campaigns as c (organization_id, id, name, category, sender, provider, variants,
      trial, audience, start_at, repeat, send_within_minutes)
    values (${organizationId}::uuid, ${newId()}::uuid, ${name}, ${category}, ${from ?? null},
      ${provider ?? null}, ${JSON.stringify(variants.value)}::jsonb, ${json(trial)},
      ${json(audience)}, ${startAt ?? null}::timestamptz, ${json(repeat)},
      ${body.sendWithinMinutes ?? null}::int)
    returning ${campaignColumns}`);
  if (row === undefined) throw new Error("The statement answered nothing");
  return done(toCampaign(row));
}
