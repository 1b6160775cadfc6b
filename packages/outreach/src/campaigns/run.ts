import { DatabaseUnavailable, toPublicId } from "@nx/core";
import type { Timing } from "@nx/gateway";
import { sql } from "drizzle-orm";
import { keepStepping } from "../keep-stepping.ts";
import type { CampaignContext } from "./context.ts";
import { fail } from "./fail.ts";
import { type CampaignRow, campaignColumns } from "./row.ts";
import { campaignPrefix } from "./schemas.ts";
import { stepCampaign } from "./step.ts";

/** How long a campaign may wait after it is due: whoever starts one sees it begin. */
const pollMs = 500;
/** A step that fails so often in a row will always fail. */
const mostFailures = 20;

/**
 * Takes campaigns further, each a step at a time, so that a large one keeps no other waiting. A step is
 * one transaction that holds its campaign: any number of processes may run this, and die anywhere.
 */
export const startCampaigns = (
  context: CampaignContext & { readonly timing: Pick<Timing, "delay"> },
): { stop(): Promise<void> } =>
  keepStepping(context, { name: "campaigns", pollMs, step: () => stepNext(context) });

/** Takes the step that is due the longest; false: none is. */
export async function stepNext(context: CampaignContext): Promise<boolean> {
  let taken: CampaignRow | undefined;
  try {
    await context.database.transaction(async (orm) => {
      taken = undefined;
      const [row] = await orm.execute<CampaignRow>(sql`
        select ${campaignColumns} from campaigns c where c.due_at <= now()
        order by c.due_at limit 1 for update skip locked`);
      taken = row;
      if (row) await stepCampaign(context, orm, row);
    });
  } catch (error) {
    if (taken === undefined || error instanceof DatabaseUnavailable) throw error;
    await noteFailure(context, taken, error);
  }
  return taken !== undefined;
}

/** Others go on meanwhile. */
async function noteFailure(
  context: CampaignContext,
  { organizationId, id }: CampaignRow,
  error: unknown,
): Promise<void> {
  context.logger.warn({
    event: "campaigns.step_failed",
    id: toPublicId(campaignPrefix, id),
    error,
  });
  await context.database.transaction(async (orm) => {
    const [row] = await orm.execute<CampaignRow>(sql`
      update campaigns c set failures = failures + 1, updated_at = now(),
        due_at = now() + least(failures + 1, 10) * interval '15 seconds'
      where organization_id = ${organizationId}::uuid and id = ${id}::uuid and due_at is not null
      returning ${campaignColumns}`);
    if (row?.state === "IN_PROGRESS" && row.failures >= mostFailures)
      await fail(context, orm, row, "internal");
  });
}
