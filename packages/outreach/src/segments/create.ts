import { isUniqueViolation } from "@nx/core";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { checkQuery } from "./check-query.ts";
import { type SegmentRow, segmentColumns, toSegment } from "./read.ts";
import { mostSegments, type Segment, type SegmentBody } from "./schemas.ts";

/** Saves a question: `segment_too_large`, `unknown_group`, `name_taken`, `too_many_saved_segments`. */
export async function createSegment(
  { database, newId }: Pick<OutreachContext, "database" | "newId">,
  organizationId: string,
  { name, description, query }: SegmentBody,
): Promise<OutreachResult<Segment>> {
  const checked = await checkQuery(database.orm, organizationId, query);
  if (!checked.ok) return checked;
  try {
    const [row] = await database.orm.execute<SegmentRow>(sql`
      insert into contact_segments as s
        (organization_id, id, name, description, query, created_at, updated_at)
      select ${organizationId}::uuid, ${newId()}::uuid, ${name}, ${description ?? null},
        ${JSON.stringify(query)}::jsonb, now(), now()
      where (select count(*) from contact_segments
        where organization_id = ${organizationId}::uuid) < ${mostSegments}
      returning ${segmentColumns}`);
    return row === undefined
      ? refused("too_many_saved_segments", { detail: `At most ${mostSegments}.` })
      : done(toSegment(row));
  } catch (error) {
    if (isUniqueViolation(error)) return refused("name_taken", { path: "/name" });
    throw error;
  }
}
