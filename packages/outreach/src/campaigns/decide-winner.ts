import type { Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { dueAgain } from "./due.ts";
import { type CampaignRow, changeCampaign } from "./row.ts";

/** Chooses the variant that the rest is sent: the best by its metric, of equal ones the first. */
export async function decideWinner(orm: Orm, campaign: CampaignRow): Promise<void> {
  const { organizationId, id, trial } = campaign;
  const succeeded =
    trial?.metric === "replied"
      ? sql`exists (select from inbound_messages i where i.organization_id = r.organization_id
          and i.sender = r.phone and i.id > r.message_id)`
      : sql`m.status = 'DELIVERED'`;
  const [best] = await orm.execute<{ variant: number }>(sql`
    select r.variant from campaign_recipients r
      join messages m on m.organization_id = r.organization_id and m.id = r.message_id
    where r.organization_id = ${organizationId}::uuid and r.campaign_id = ${id}::uuid
    group by r.variant
    order by count(*) filter (where ${succeeded})::float8 / count(*) desc, r.variant limit 1`);
  await changeCampaign(
    orm,
    campaign,
    sql`winner = ${best?.variant ?? 0}::smallint, stage = 'rest', cursor = 0`,
    dueAgain,
  );
}
