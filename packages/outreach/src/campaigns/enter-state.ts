import { type Orm, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { CampaignContext } from "./context.ts";
import { type CampaignRow, changeCampaign } from "./row.ts";
import { campaignPrefix } from "./schemas.ts";

/** What endpoints are told of, and the state that it leads to. */
const stateAfter = {
  started: "IN_PROGRESS",
  paused: "PAUSED",
  resumed: "IN_PROGRESS",
  completed: "COMPLETED",
  cancelled: "CANCELLED",
  failed: "FAILED",
} as const;
type Told = keyof typeof stateAfter;

/**
 * Brings a campaign that the transaction holds into another state, and has endpoints told of it when
 * that commits. Resolves to the row as it is then.
 */
export async function enterState(
  context: Pick<CampaignContext, "gateway">,
  orm: Orm,
  campaign: CampaignRow,
  what: Told,
  ...changes: SQL[]
): Promise<CampaignRow> {
  const entered = sql`state = ${stateAfter[what]}, version = version + 1`;
  const row = await changeCampaign(orm, campaign, entered, ...changes);
  await tellState(context, orm, row, what);
  return row;
}

/** Has endpoints told that a campaign has come to a state, when the transaction commits. */
export const tellState = (
  { gateway }: Pick<CampaignContext, "gateway">,
  orm: Orm,
  { organizationId, id, name, reason, total }: CampaignRow,
  what: Told,
): Promise<void> => {
  const data = {
    ...{ id: toPublicId(campaignPrefix, id), name, state: stateAfter[what] },
    ...(reason !== null && { reason }),
    ...(total !== null && { recipients: total }),
  };
  return gateway.webhooks.tell([{ organizationId, type: `campaign.${what}` as const, data }], orm);
};
