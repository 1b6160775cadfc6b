import { isUniqueViolation } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { Group, GroupPatch } from "./schemas.ts";
import { type GroupRow, groupColumns, groupIs, toGroup } from "./view.ts";

/** Changes a group: `group_not_found`, `name_taken`. */
export async function updateGroup(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
  patch: GroupPatch,
): Promise<OutreachResult<Group>> {
  try {
    const [row] = await database.orm.execute<GroupRow>(sql`
      update contact_groups g set ${sql.join(changesOf(patch), sql`, `)}
      where ${groupIs(organizationId, publicId)} returning ${groupColumns}`);
    return row === undefined ? refused("group_not_found") : done(toGroup(row));
  } catch (error) {
    if (isUniqueViolation(error)) return refused("name_taken", { path: "/name" });
    throw error;
  }
}

const changesOf = ({ name, description, color }: GroupPatch): SQL[] => [
  sql`updated_at = now()`,
  ...(name === undefined ? [] : [sql`name = ${name}`]),
  ...(description === undefined ? [] : [sql`description = ${description}`]),
  ...(color === undefined ? [] : [sql`color = ${color}`]),
];
