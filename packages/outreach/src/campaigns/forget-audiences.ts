import { defineJob, type Job } from "@nx/core";
import type { RetentionOf } from "@nx/gateway";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { readStats } from "./read-stats.ts";
import { type CampaignRow, campaignColumns, changeCampaign } from "./row.ts";

/** Reports come up to 72 hours late: before that the buckets may yet change. */
const leastDays = 7;
/** Recipients of one statement. */
const slice = 10_000;
const dayMs = 86_400_000;

type Context = Pick<OutreachContext, "database" | "clock">;

/**
 * Forgets whom campaigns were for, and what was said of them, when their organization no longer keeps
 * texts of that age. What became of the audience stays as it was counted then.
 */
export async function forgetAudiences(
  context: Context,
  retentionOf: RetentionOf,
  signal: AbortSignal,
): Promise<void> {
  const { database, clock } = context;
  const now = clock.now().getTime();
  const rows = await database.orm.execute<CampaignRow>(sql`
    select ${campaignColumns} from campaigns c
    where c.ended_at < ${new Date(now - leastDays * dayMs)} and exists (
      select from campaign_recipients r
      where r.organization_id = c.organization_id and r.campaign_id = c.id limit 1)
    order by c.organization_id, c.id`);
  for (const campaign of rows) {
    const days = retentionOf(campaign.organizationId)?.bodyDays;
    // Where the rule cannot be read nothing is deleted.
    if (days === undefined || campaign.endedAt === null) continue;
    if (campaign.endedAt.getTime() > now - days * dayMs) continue;
    await forgetAudience(context, campaign, signal);
  }
}

/** Counted first, and only then deleted: whoever dies in between goes on deleting. */
async function forgetAudience(
  { database }: Context,
  campaign: CampaignRow,
  signal: AbortSignal,
): Promise<void> {
  const { organizationId, id } = campaign;
  if (campaign.lastStats === null) {
    const stats = JSON.stringify(await readStats(database.orm, campaign));
    await changeCampaign(database.orm, campaign, sql`last_stats = ${stats}::jsonb`);
  }
  for (let deleted = slice; deleted === slice; ) {
    signal.throwIfAborted();
    const gone = await database.orm.execute(sql`
      delete from campaign_recipients
      where organization_id = ${organizationId}::uuid and campaign_id = ${id}::uuid
        and phone = any(array(select phone from campaign_recipients
          where organization_id = ${organizationId}::uuid and campaign_id = ${id}::uuid
          order by phone limit ${slice}))
      returning 1`);
    deleted = gone.length;
  }
}

/** The job that does so every night. */
export const forgettingAudiences = (context: Context, retentionOf: RetentionOf): Job =>
  defineJob({
    name: "campaigns.retention",
    every: "37 19 * * *",
    timeoutSeconds: 4 * 3600,
    work: (_, signal) => forgetAudiences(context, retentionOf, signal),
  });
