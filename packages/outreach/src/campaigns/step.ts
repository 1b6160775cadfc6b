import type { Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import type { CampaignContext } from "./context.ts";
import { decideWinner } from "./decide-winner.ts";
import { dueAgain, dueIn, notDue } from "./due.ts";
import { enterState, tellState } from "./enter-state.ts";
import { expandChunk } from "./expand-chunk.ts";
import { freezeAudience } from "./freeze-audience.ts";
import { nextOccurrence } from "./next-occurrence.ts";
import { type CampaignRow, campaignColumns, changeCampaign } from "./row.ts";

/** How long until it is looked at again whether the last message has left. */
const completionSeconds = 15;

/** Takes the next step of a campaign that the transaction holds, and says when the one after it is due. */
export async function stepCampaign(
  context: CampaignContext,
  orm: Orm,
  campaign: CampaignRow,
): Promise<void> {
  const { state, total, stage } = campaign;
  if (state === "SCHEDULED") {
    if (campaign.repeat !== null) return occur(context, orm, campaign);
    await begin(context, orm, campaign);
    return;
  }
  if (state === "CANCELLED") return endWaiting(context, orm, campaign);
  if (state !== "IN_PROGRESS") {
    await changeCampaign(orm, campaign, notDue);
    return;
  }
  if (total === null) return freezeAudience(context, orm, campaign);
  if (stage === "trial" || stage === "rest") return expandChunk(context, orm, campaign);
  if (stage === "waiting") return decideWinner(orm, campaign);
  return complete(context, orm, campaign);
}

/** Lets a campaign begin. */
export const begin = (
  context: Pick<CampaignContext, "gateway">,
  orm: Orm,
  campaign: CampaignRow,
): Promise<CampaignRow> =>
  enterState(
    context,
    orm,
    campaign,
    "started",
    sql`started_at = now()`,
    sql`send_by = now() + send_within_minutes * interval '1 minute'`,
    dueAgain,
  );

/** Makes the campaign of this occurrence. Those that were slept through are not made up for. */
async function occur(
  context: Pick<CampaignContext, "gateway" | "newId">,
  orm: Orm,
  campaign: CampaignRow,
): Promise<void> {
  const { organizationId, id, repeat } = campaign;
  if (repeat === null) return;
  const [made] = await orm.execute<CampaignRow>(sql`
    insert into campaigns as c (organization_id, id, name, state, category, sender, provider, variants,
      trial, audience, audience_of, send_within_minutes, parent_id, start_at, due_at, started_at,
      send_by)
    select organization_id, ${context.newId()}::uuid, name, 'IN_PROGRESS', category, sender, provider,
      variants, trial, audience, case when audience is null then coalesce(audience_of, id) end,
      send_within_minutes, id, start_at, now(), now(),
      now() + send_within_minutes * interval '1 minute'
    from campaigns where organization_id = ${organizationId}::uuid and id = ${id}::uuid
    on conflict do nothing returning ${campaignColumns}`);
  if (made) await tellState(context, orm, made, "started");
  const next = await nextOccurrence(orm, repeat);
  await changeCampaign(orm, campaign, sql`start_at = ${next}, due_at = ${next}, failures = 0`);
}

async function endWaiting(
  { gateway }: Pick<CampaignContext, "gateway">,
  orm: Orm,
  campaign: CampaignRow,
): Promise<void> {
  const { left } = await gateway.campaigns.cancel(campaign.organizationId, campaign.id, orm);
  await changeCampaign(orm, campaign, left ? dueAgain : notDue);
}

/** Backwards, because what was accepted last leaves last: while there is one it is found at once. */
async function complete(
  context: Pick<CampaignContext, "gateway">,
  orm: Orm,
  campaign: CampaignRow,
): Promise<void> {
  const waiting = await orm.execute(sql`
    select from campaign_recipients r
      join messages m on m.organization_id = r.organization_id and m.id = r.message_id
    where r.organization_id = ${campaign.organizationId}::uuid
      and r.campaign_id = ${campaign.id}::uuid and m.status in ('QUEUED', 'SENDING')
    order by r.n desc limit 1`);
  if (waiting.length > 0) {
    await changeCampaign(orm, campaign, dueIn(completionSeconds));
    return;
  }
  await enterState(context, orm, campaign, "completed", sql`ended_at = now()`, notDue);
}
