import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { type Group, groupPrefix } from "./schemas.ts";

/** Columns of {@link GroupRow} of `contact_groups g`. */
export const groupColumns: SQL = sql`g.id, g.name, g.description, g.color, g.created_at, g.updated_at,
  (select count(*) from contact_group_members m
    where m.organization_id = g.organization_id and m.group_id = g.id)::int as members`;

/** A group as the view is made of. */
export interface GroupRow extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly color: string | null;
  readonly members: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** The condition on `contact_groups g` that an id from outside stands for. */
export const groupIs = (organizationId: string, publicId: string): SQL => {
  const id = fromPublicId(groupPrefix, publicId);
  if (id === undefined) return sql`false`;
  return sql`g.organization_id = ${organizationId}::uuid and g.id = ${id}::uuid`;
};

/** A group as the API shows it. */
export const toGroup = (row: GroupRow): Group => ({
  id: toPublicId(groupPrefix, row.id),
  name: row.name,
  ...(row.description !== null && { description: row.description }),
  ...(row.color !== null && { color: row.color }),
  memberCount: row.members,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
