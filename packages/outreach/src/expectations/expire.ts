import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { writeOutcomes } from "./count-answers.ts";

/**
 * Ends expectations whose time was over before `readUntil`, when all answers that were received by
 * then have been counted: one that came in time counts, however late it is read.
 */
export async function expireExpectations(
  { orm }: Pick<Database, "orm">,
  readUntil: Date,
): Promise<void> {
  await orm.execute(sql`
    with decided as (
      update expectations set status = 'expired', decided_at = now()
      where status = 'open' and expires_at <= ${readUntil}::timestamptz
      returning organization_id as o, id as e, status
    )
    ${writeOutcomes}`);
}
