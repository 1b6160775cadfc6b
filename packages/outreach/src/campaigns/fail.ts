import type { Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import type { CampaignContext } from "./context.ts";
import { notDue } from "./due.ts";
import { enterState } from "./enter-state.ts";
import type { CampaignRow } from "./row.ts";

/** Ends a campaign that cannot go on. */
export async function fail(
  context: Pick<CampaignContext, "gateway">,
  orm: Orm,
  campaign: CampaignRow,
  reason: string,
): Promise<void> {
  const why = sql`reason = ${reason}, ended_at = now()`;
  await enterState(context, orm, campaign, "failed", why, notDue);
}
