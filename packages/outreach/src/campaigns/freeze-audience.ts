import type { Orm } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { valuesOf } from "../contacts/values-of.ts";
import { conditionOf } from "../segments/select.ts";
import { namesOf, writersOf } from "../writing/writers.ts";
import { byHash } from "./by-hash.ts";
import type { CampaignContext } from "./context.ts";
import { dueAgain } from "./due.ts";
import { fail } from "./fail.ts";
import { type CampaignRow, changeCampaign } from "./row.ts";

/** Recipients of one step. */
const chunk = 5000;

/**
 * Takes the next part of the audience down, and seals it with the last: whoever joins a group later is
 * not of this campaign.
 */
export async function freezeAudience(
  context: Pick<CampaignContext, "clock" | "approvalOf" | "gateway">,
  orm: Orm,
  campaign: CampaignRow,
): Promise<void> {
  const { organizationId, audience, audienceOf } = campaign;
  if (audience !== null) {
    const condition = await conditionOf(orm, audience, {
      organizationId,
      now: context.clock.now(),
    });
    if (!condition.ok) return fail(context, orm, campaign, condition.error.code);
    const writers = await writersOf(context, orm, campaign, campaign.variants);
    await freeze(orm, campaign, contactsAfter(campaign, condition.value, namesOf(writers)));
  } else if (audienceOf !== null) {
    await freeze(orm, campaign, copiesAfter(campaign, audienceOf));
  } else {
    await seal(orm, campaign);
  }
}

/** @param found answers the next ones: `place`, `phone` and `variables` */
async function freeze(orm: Orm, campaign: CampaignRow, found: SQL): Promise<void> {
  const { organizationId, id, numbered } = campaign;
  const [row] = await orm.execute<{ count: number; last: string | null }>(sql`
    with found as materialized (${found}), added as (
      insert into campaign_recipients (organization_id, campaign_id, phone, n, variables)
      select ${organizationId}::uuid, ${id}::uuid, phone,
        ${numbered}::int + row_number() over (order by ${byHash(id)}), variables
      from found on conflict do nothing
    )
    select count(*)::int as count, (array_agg(place order by place desc))[1]::text as last
    from found`);
  const { count, last } = row ?? { count: 0, last: null };
  if (count > 0)
    await changeCampaign(
      orm,
      campaign,
      sql`numbered = numbered + ${count}::int`,
      sql`frozen_to = ${last}`,
      dueAgain,
    );
  if (count < chunk) await seal(orm, campaign);
}

/** Of contacts only that is kept which the texts say. */
function contactsAfter(
  { organizationId, frozenTo }: CampaignRow,
  condition: SQL,
  said: readonly string[],
): SQL {
  return sql`select c.id as place, c.phone, ${valuesOf(said)} as variables from contacts c
    where c.organization_id = ${organizationId}::uuid and ${condition}
      ${frozenTo === null ? sql`` : sql`and c.id > ${frozenTo}::uuid`}
    order by c.id limit ${chunk}`;
}

const copiesAfter = ({ organizationId, frozenTo }: CampaignRow, campaignId: string): SQL =>
  sql`select n as place, phone, variables from campaign_recipients
    where organization_id = ${organizationId}::uuid and campaign_id = ${campaignId}::uuid
      and n > ${Number(frozenTo ?? 0)}::int
    order by n limit ${chunk}`;

async function seal(orm: Orm, campaign: CampaignRow): Promise<void> {
  const { organizationId, id, trial } = campaign;
  await changeCampaign(
    orm,
    campaign,
    sql`total = (select count(*)::int from campaign_recipients r
      where r.organization_id = ${organizationId}::uuid and r.campaign_id = ${id}::uuid)`,
    sql`stage = ${trial === null ? "rest" : "trial"}`,
    dueAgain,
  );
}
