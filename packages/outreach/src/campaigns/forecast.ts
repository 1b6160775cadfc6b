import type { Orm } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { multiplyDecimal } from "mq-sms";
import { done, type OutreachResult, refused } from "../problems.ts";
import { conditionOf } from "../segments/select.ts";
import type { CampaignContext } from "./context.ts";
import type { Variables } from "./render.ts";
import { type CampaignRow, campaignColumns, campaignIs } from "./row.ts";
import type { Forecast } from "./schemas.ts";
import { variantOf } from "./variants.ts";
import { type Writer, writersOf } from "./writers.ts";

/** Recipients whose messages are really written and priced; it stands for all of a larger audience. */
const sample = 1000;

interface Sampled extends Record<string, unknown> {
  readonly phone: string;
  readonly variables: Variables | null;
  readonly optedOut: boolean;
}

/** What a campaign would be and cost if it began now. `campaign_not_found`, `unknown_segment`. */
export async function forecastCampaign(
  context: Pick<CampaignContext, "database" | "gateway" | "clock" | "approvalOf">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<Forecast>> {
  const { orm } = context.database;
  const [campaign] = await orm.execute<CampaignRow>(sql`
    select ${campaignColumns} from campaigns c where ${campaignIs(organizationId, publicId)}`);
  if (campaign === undefined) return refused("campaign_not_found");
  const people = await peopleOf(context, campaign);
  if (!people.ok) return people;
  const [counted] = await orm.execute<{ count: number }>(
    sql`select count(*)::int as count from (${people.value}) people`,
  );
  const rows = await orm.execute<Sampled>(sql`
    select phone, variables, exists (select from opt_outs o
      where o.organization_id = ${organizationId}::uuid and o.phone = people.phone) as "optedOut"
    from (select * from (${people.value}) all_people
      order by md5(phone) limit ${sample}) people`);
  const writers = await writersOf(context, orm, campaign);
  return done(await forecastOf(context, campaign, writers, [...rows], counted?.count ?? 0));
}

/** Who would be in it, as `select phone, variables …`. */
async function peopleOf(
  { database, clock }: Pick<CampaignContext, "database" | "clock">,
  { organizationId, id, audience, audienceOf, total }: CampaignRow,
): Promise<OutreachResult<SQL>> {
  const orm: Orm = database.orm;
  if (audience === null || total !== null) {
    const from = total === null ? (audienceOf ?? id) : id;
    return done(sql`select phone, variables from campaign_recipients
      where organization_id = ${organizationId}::uuid and campaign_id = ${from}::uuid`);
  }
  const condition = await conditionOf(orm, audience, { organizationId, now: clock.now() });
  if (!condition.ok) return refused("unknown_segment");
  return done(sql`select c.phone, (select jsonb_object_agg(key, value #>> '{}') from jsonb_each(
      c.fields || jsonb_strip_nulls(jsonb_build_object('phone', c.phone,
        'displayName', c.display_name, 'email', c.email, 'country', c.country)))) as variables
    from contacts c where c.organization_id = ${organizationId}::uuid and ${condition.value}`);
}

async function forecastOf(
  { gateway }: Pick<CampaignContext, "gateway">,
  { organizationId, variants, category, sender, provider }: CampaignRow,
  writers: readonly Writer[],
  rows: readonly Sampled[],
  recipients: number,
): Promise<Forecast> {
  const skips = new Map<string, number>();
  const skip = (reason: string) => skips.set(reason, (skips.get(reason) ?? 0) + 1);
  const messages = rows.flatMap(({ phone, variables, optedOut }, at) => {
    const text = writers[variantOf(at + 1, variants)]?.write(variables ?? {});
    if (category === "promotional" && optedOut) skip("opted_out");
    else if (!text?.ok) skip(text?.reason ?? "unknown_variant");
    else
      return [
        {
          to: phone,
          ...text.content,
          category,
          ...(sender !== null && { from: sender }),
          ...(provider !== null && { provider }),
        },
      ];
    return [];
  });
  const preview = await gateway.previewBatch(organizationId, { messages });
  for (const { code } of preview.rejected) skip(code);
  const scaled = (count: number) =>
    rows.length === 0 ? 0 : Math.round((count * recipients) / rows.length);
  const skipped = [...skips].map(([reason, count]): [string, number] => [reason, scaled(count)]);
  const skippedAll = skipped.reduce((sum, [, count]) => sum + count, 0);
  return {
    recipients,
    sampled: rows.length,
    messages: recipients - skippedAll,
    skipped: Object.fromEntries(skipped),
    segments: scaled(preview.segments),
    cost: preview.cost.map(({ amount, currency }) => ({
      amount: scaleAmount(amount, recipients, rows.length),
      currency,
    })),
    unpriced: scaled(preview.unpriced),
  };
}

/** Exact where all were looked at; else to the hundredth, which is more than a sample can tell. */
function scaleAmount(amount: string, recipients: number, sampled: number): string {
  if (recipients === sampled) return amount;
  const hundredths = Math.round((Number(amount) * 100 * recipients) / sampled);
  return multiplyDecimal("0.01", hundredths);
}
