import { fromPublicId, type Orm, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { type Segment, type SegmentList, type SegmentQuery, segmentPrefix } from "./schemas.ts";

/** Columns of {@link SegmentRow} of `contact_segments s`. */
export const segmentColumns: SQL = sql`s.id, s.name, s.description, s.query, s.created_at, s.updated_at`;

/** A segment as the views are made of. */
export interface SegmentRow extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly query: SegmentQuery;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** A segment as the API shows it. */
export const toSegment = (row: SegmentRow): Segment => ({
  id: toPublicId(segmentPrefix, row.id),
  name: row.name,
  ...(row.description !== null && { description: row.description }),
  query: row.query,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** The condition on `contact_segments s` that an id from outside stands for. */
export const segmentIs = (organizationId: string, publicId: string): SQL => {
  const id = fromPublicId(segmentPrefix, publicId);
  if (id === undefined) return sql`false`;
  return sql`s.organization_id = ${organizationId}::uuid and s.id = ${id}::uuid`;
};

/** A segment, if it is there. */
export async function findSegment(
  orm: Orm,
  organizationId: string,
  publicId: string,
): Promise<Segment | undefined> {
  const [row] = await orm.execute<SegmentRow>(sql`
    select ${segmentColumns} from contact_segments s where ${segmentIs(organizationId, publicId)}`);
  return row && toSegment(row);
}

/** A segment. */
export async function readSegment(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<Segment>> {
  const segment = await findSegment(database.orm, organizationId, publicId);
  return segment === undefined ? refused("segment_not_found") : done(segment);
}

/** All segments, by name. */
export async function listSegments(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
): Promise<SegmentList> {
  const rows = await database.orm.execute<SegmentRow>(sql`
    select ${segmentColumns} from contact_segments s
    where s.organization_id = ${organizationId}::uuid order by s.name`);
  return { data: [...rows].map(toSegment) };
}
