import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { templateIs } from "./rows.ts";

/** Takes a template away: it is not sent any more, and its name is free. */
export async function removeTemplate(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<undefined>> {
  const removed = await database.orm.execute(sql`
    update templates t set deleted_at = now()
    where ${templateIs(organizationId, publicId)} returning id`);
  return removed.length === 0 ? refused("template_not_found") : done(undefined);
}
