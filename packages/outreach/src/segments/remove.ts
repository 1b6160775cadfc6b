import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { segmentIs } from "./read.ts";

/** Removes a segment; nothing happens to whoever was in it. */
export async function removeSegment(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<undefined>> {
  const rows = await database.orm.execute(sql`
    delete from contact_segments s where ${segmentIs(organizationId, publicId)} returning 1`);
  return rows.length === 0 ? refused("segment_not_found") : done(undefined);
}
