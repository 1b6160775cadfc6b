import { fromPublicId, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { CampaignContext } from "./context.ts";
import { readStats } from "./read-stats.ts";
import { type CampaignRow, campaignColumns, campaignIs, toCampaign } from "./row.ts";
import {
  type CampaignDetail,
  type CampaignPage,
  type CampaignQuery,
  campaignPrefix,
} from "./schemas.ts";

type Context = Pick<CampaignContext, "database">;

/** A campaign, and what became of its audience. */
export async function readCampaign(
  { database: { orm } }: Context,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<CampaignDetail>> {
  const [row] = await orm.execute<CampaignRow>(sql`
    select ${campaignColumns} from campaigns c where ${campaignIs(organizationId, publicId)}`);
  if (row === undefined) return refused("campaign_not_found");
  return done({ ...toCampaign(row), stats: await readStats(orm, row) });
}

/** One page of an organization's campaigns, the newest first. */
export async function listCampaigns(
  { database: { orm } }: Context,
  organizationId: string,
  { state, limit = 50, cursor }: CampaignQuery,
): Promise<CampaignPage> {
  const before = cursor === undefined ? undefined : fromPublicId(campaignPrefix, cursor);
  // A cursor that is none of ours has nothing after it.
  if (cursor !== undefined && before === undefined) return { data: [], hasMore: false };
  const rows = await orm.execute<CampaignRow>(sql`
    select ${campaignColumns} from campaigns c
    where c.organization_id = ${organizationId}::uuid
      ${state === undefined ? sql`` : sql`and c.state = ${state}`}
      ${before === undefined ? sql`` : sql`and c.id < ${before}::uuid`}
    order by c.id desc limit ${limit + 1}`);
  const page = [...rows].slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return {
    data: page.map(toCampaign),
    ...(hasMore && last && { nextCursor: toPublicId(campaignPrefix, last.id) }),
    hasMore,
  };
}
