import { type Orm, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { CampaignContext } from "./context.ts";
import { type CampaignRow, changeCampaign } from "./row.ts";
import { campaignPrefix } from "./schemas.ts";

/** States that endpoints are told of, and as what. */
const told = {
  IN_PROGRESS: "campaign.started",
  PAUSED: "campaign.paused",
  COMPLETED: "campaign.completed",
  CANCELLED: "campaign.cancelled",
  FAILED: "campaign.failed",
} as const;
type ToldState = keyof typeof told;

/**
 * Brings a campaign that the transaction holds into another state, and has endpoints told of it when
 * that commits. Resolves to the row as it is then.
 */
export async function enterState(
  context: Pick<CampaignContext, "gateway">,
  orm: Orm,
  campaign: CampaignRow,
  state: ToldState,
  ...changes: SQL[]
): Promise<CampaignRow> {
  const entered = sql`state = ${state}, version = version + 1`;
  const row = await changeCampaign(orm, campaign, entered, ...changes);
  await tellState(context, orm, row, state);
  return row;
}

/** Has endpoints told that a campaign has come to a state, when the transaction commits. */
export const tellState = (
  { gateway }: Pick<CampaignContext, "gateway">,
  orm: Orm,
  { organizationId, id, name, reason, total }: CampaignRow,
  state: ToldState,
): Promise<void> => {
  const data = {
    ...{ id: toPublicId(campaignPrefix, id), name, state },
    ...(reason !== null && { reason }),
    ...(total !== null && { recipients: total }),
  };
  return gateway.webhooks.tell([{ organizationId, type: told[state], data }], orm);
};
