import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { writeOutcomes } from "./count-answers.ts";
import { type Outcome, tellOutcomes } from "./tell-outcomes.ts";

/**
 * Ends expectations whose time was over before `readUntil`, when all answers that were received by
 * then have been counted: one that came in time counts, however late it is read.
 */
export async function expireExpectations(
  context: Pick<OutreachContext, "database" | "gateway">,
  readUntil: Date,
): Promise<void> {
  const { database } = context;
  const isOver = sql`status = 'open' and expires_at <= ${readUntil}::timestamptz`;
  // Asked first: this is done all the time, and nearly always nothing is over.
  const over = await database.orm.execute(sql`select from expectations where ${isOver} limit 1`);
  if (over.length === 0) return;
  await database.transaction(async (orm) => {
    const outcomes = await orm.execute<Outcome>(sql`
      with decided as (
        update expectations set status = 'expired', decided_at = now() where ${isOver}
        returning organization_id as o, id as e, status
      )
      ${writeOutcomes}`);
    await tellOutcomes(context, orm, [...outcomes]);
  });
}
