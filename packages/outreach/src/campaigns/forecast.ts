import type { Orm } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { multiplyDecimal } from "mq-sms";
import { valuesOf } from "../contacts/values-of.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { conditionOf } from "../segments/select.ts";
import type { Variables } from "../writing/render.ts";
import { namesOf, type Writer, writersOf } from "../writing/writers.ts";
import type { CampaignContext } from "./context.ts";
import { nextOccurrence } from "./next-occurrence.ts";
import { type CampaignRow, campaignColumns, campaignIs } from "./row.ts";
import type { Forecast } from "./schemas.ts";
import { variantOf } from "./variants.ts";

/** Recipients whose messages are really written and priced; it stands for all of a larger audience. */
const sample = 1000;

interface Sampled extends Record<string, unknown> {
  readonly phone: string;
  readonly variables: Variables | null;
  readonly optedOut: boolean;
}

/**
 * What a campaign would be and cost at the accounts of this moment, and how much of it would wait for
 * the end of quiet hours if it begins at its time, or now where it has none. `campaign_not_found`,
 * `unknown_segment`.
 */
export async function forecastCampaign(
  context: Pick<CampaignContext, "database" | "gateway" | "clock" | "approvalOf">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<Forecast>> {
  const { orm } = context.database;
  const [campaign] = await orm.execute<CampaignRow>(sql`
    select ${campaignColumns} from campaigns c where ${campaignIs(organizationId, publicId)}`);
  if (campaign === undefined) return refused("campaign_not_found");
  const writers = await writersOf(context, orm, campaign, campaign.variants);
  const people = await peopleOf(context, campaign, namesOf(writers));
  if (!people.ok) return people;
  const [counted] = await orm.execute<{ count: number }>(
    sql`select count(*)::int as count from (${people.value}) people`,
  );
  const rows = await orm.execute<Sampled>(sql`
    select phone, variables, exists (select from opt_outs o
      where o.organization_id = ${organizationId}::uuid and o.phone = people.phone) as "optedOut"
    from (select * from (${people.value}) all_people
      order by md5(phone) limit ${sample}) people`);
  const { repeat, startAt } = campaign;
  const begins = repeat === null ? startAt : await nextOccurrence(orm, repeat);
  const plan = { campaign, writers, begins: begins && brought(begins, context.clock.now()) };
  return done(await forecastOf(context, plan, [...rows], counted?.count ?? 0));
}

/** Who would be in it, as `select phone, variables …`. */
async function peopleOf(
  { database, clock }: Pick<CampaignContext, "database" | "clock">,
  { organizationId, id, audience, audienceOf, total }: CampaignRow,
  said: readonly string[],
): Promise<OutreachResult<SQL>> {
  const orm: Orm = database.orm;
  if (audience === null || total !== null) {
    const from = total === null ? (audienceOf ?? id) : id;
    return done(sql`select phone, variables from campaign_recipients
      where organization_id = ${organizationId}::uuid and campaign_id = ${from}::uuid`);
  }
  const condition = await conditionOf(orm, audience, { organizationId, now: clock.now() });
  if (!condition.ok) return refused("unknown_segment");
  return done(sql`select c.phone, ${valuesOf(said)} as variables from contacts c
    where c.organization_id = ${organizationId}::uuid and ${condition.value}`);
}

/** The ledger takes nothing for a day further ahead: the same hour of a nearer one stands for it. */
const furthestDays = 90;
const dayMs = 86_400_000;

const brought = (begins: Date, now: Date): Date => {
  const ahead = Math.ceil((begins.getTime() - now.getTime()) / dayMs);
  return new Date(begins.getTime() - Math.max(ahead - furthestDays, 0) * dayMs);
};

interface Plan {
  readonly campaign: CampaignRow;
  readonly writers: readonly Writer[];
  /** Null: at once. */
  readonly begins: Date | null;
}

async function forecastOf(
  { gateway }: Pick<CampaignContext, "gateway">,
  { campaign, writers, begins }: Plan,
  rows: readonly Sampled[],
  recipients: number,
): Promise<Forecast> {
  const { organizationId, variants, category, sender, provider } = campaign;
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
          ...(begins !== null && { notBefore: begins.toISOString() }),
        },
      ];
    return [];
  });
  const preview = await gateway.previewBatch(organizationId, { messages });
  const { deferred } = preview;
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
    ...(deferred && { deferred: { ...deferred, messages: scaled(deferred.messages) } }),
  };
}

/** Exact where all were looked at; else to the hundredth, which is more than a sample can tell. */
function scaleAmount(amount: string, recipients: number, sampled: number): string {
  if (recipients === sampled) return amount;
  const hundredths = Math.round((Number(amount) * 100 * recipients) / sampled);
  return multiplyDecimal("0.01", hundredths);
}
