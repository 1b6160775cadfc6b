import { fromPublicId, type Orm, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { Selection } from "../segments/select.ts";
import type { Repeat, Trial, Variant } from "./schemas.ts";
import {
  type Campaign,
  type CampaignState,
  type CampaignStats,
  campaignPrefix,
} from "./schemas.ts";

/** A row of `campaigns`. */
export interface CampaignRow extends Record<string, unknown> {
  readonly organizationId: string;
  readonly id: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly version: number;
  readonly category: "transactional" | "promotional";
  readonly sender: string | null;
  readonly provider: string | null;
  readonly variants: readonly Variant[];
  readonly trial: Trial | null;
  readonly audience: Selection | null;
  readonly audienceOf: string | null;
  readonly startAt: Date | null;
  readonly repeat: Repeat | null;
  readonly sendWithinMinutes: number | null;
  readonly parentId: string | null;
  readonly failures: number;
  readonly numbered: number;
  readonly frozenTo: string | null;
  readonly total: number | null;
  readonly stage: "trial" | "waiting" | "rest" | "done" | null;
  readonly cursor: number;
  readonly decideAt: Date | null;
  readonly winner: number | null;
  readonly sendBy: Date | null;
  /** What became of the audience, once that was forgotten. */
  readonly lastStats: CampaignStats | null;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** The columns of a {@link CampaignRow}, of `campaigns c`. */
export const campaignColumns: SQL = sql`c.organization_id as "organizationId", c.id, c.name,
  c.state, c.version, c.category, c.sender, c.provider, c.variants, c.trial, c.audience,
  c.audience_of as "audienceOf", c.start_at as "startAt", c.repeat,
  c.send_within_minutes as "sendWithinMinutes", c.parent_id as "parentId", c.failures, c.numbered,
  c.frozen_to as "frozenTo", c.total, c.stage, c.cursor, c.decide_at as "decideAt", c.winner,
  c.send_by as "sendBy", c.last_stats as "lastStats", c.reason, c.created_at as "createdAt", c.started_at as "startedAt",
  c.ended_at as "endedAt"`;

/** The condition on `campaigns c` of being this one; an id that is none of ours is nobody's. */
export function campaignIs(organizationId: string, publicId: string): SQL {
  const id = fromPublicId(campaignPrefix, publicId);
  if (id === undefined) return sql`false`;
  return sql`c.organization_id = ${organizationId}::uuid and c.id = ${id}::uuid`;
}

/** A campaign, which nobody else changes before the transaction of `orm` ends. */
export async function lockCampaign(
  orm: Orm,
  organizationId: string,
  publicId: string,
  version?: number,
): Promise<OutreachResult<CampaignRow>> {
  const [row] = await orm.execute<CampaignRow>(sql`
    select ${campaignColumns} from campaigns c where ${campaignIs(organizationId, publicId)}
    for update`);
  if (row === undefined) return refused("campaign_not_found");
  if (version !== undefined && version !== row.version) return refused("campaign_changed");
  return done(row);
}

/** Writes some columns of a campaign; resolves to the row as it is then. */
export async function changeCampaign(
  orm: Orm,
  { organizationId, id }: Pick<CampaignRow, "organizationId" | "id">,
  ...changes: SQL[]
): Promise<CampaignRow> {
  const [row] = await orm.execute<CampaignRow>(sql`
    update campaigns c set ${sql.join([...changes, sql`updated_at = now()`], sql`, `)}
    where c.organization_id = ${organizationId}::uuid and c.id = ${id}::uuid
    returning ${campaignColumns}`);
  if (row === undefined) throw new Error("The campaign is gone");
  return row;
}

/** A campaign as it is shown. */
export const toCampaign = (row: CampaignRow): Campaign => ({
  id: toPublicId(campaignPrefix, row.id),
  name: row.name,
  state: row.state,
  version: row.version,
  category: row.category,
  ...(row.sender !== null && { from: row.sender }),
  ...(row.provider !== null && { provider: row.provider }),
  variants: [...row.variants],
  ...(row.trial !== null && { trial: row.trial }),
  ...(row.audience !== null && { audience: row.audience }),
  ...(row.startAt !== null && { startAt: row.startAt.toISOString() }),
  ...(row.repeat !== null && { repeat: row.repeat }),
  ...(row.sendWithinMinutes !== null && { sendWithinMinutes: row.sendWithinMinutes }),
  ...(row.parentId !== null && { repeats: toPublicId(campaignPrefix, row.parentId) }),
  ...(row.total !== null && { recipients: row.total }),
  ...(row.reason !== null && { reason: row.reason }),
  createdAt: row.createdAt.toISOString(),
  ...(row.startedAt !== null && { startedAt: row.startedAt.toISOString() }),
  ...(row.endedAt !== null && { endedAt: row.endedAt.toISOString() }),
});
