import { isUniqueViolation } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { checkQuery } from "./check-query.ts";
import { type SegmentRow, segmentColumns, segmentIs, toSegment } from "./read.ts";
import type { Segment, SegmentPatch } from "./schemas.ts";

/** Changes a segment: `segment_not_found`, and what `createSegment` refuses of a name and a query. */
export async function updateSegment(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
  patch: SegmentPatch,
): Promise<OutreachResult<Segment>> {
  if (patch.query !== undefined) {
    const checked = await checkQuery(database.orm, organizationId, patch.query);
    if (!checked.ok) return checked;
  }
  try {
    const [row] = await database.orm.execute<SegmentRow>(sql`
      update contact_segments s set ${sql.join(changesOf(patch), sql`, `)}
      where ${segmentIs(organizationId, publicId)} returning ${segmentColumns}`);
    return row === undefined ? refused("segment_not_found") : done(toSegment(row));
  } catch (error) {
    if (isUniqueViolation(error)) return refused("name_taken", { path: "/name" });
    throw error;
  }
}

const changesOf = ({ name, description, query }: SegmentPatch): SQL[] => [
  sql`updated_at = now()`,
  ...(name === undefined ? [] : [sql`name = ${name}`]),
  ...(description === undefined ? [] : [sql`description = ${description}`]),
  ...(query === undefined ? [] : [sql`query = ${JSON.stringify(query)}::jsonb`]),
];
