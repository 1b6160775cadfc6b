import { isUniqueViolation } from "@nx/core";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { type Group, type GroupBody, mostGroups } from "./schemas.ts";
import { type GroupRow, groupColumns, toGroup } from "./view.ts";

/** Makes a group: `name_taken`, `too_many_groups`. */
export async function createGroup(
  { database, newId }: Pick<OutreachContext, "database" | "newId">,
  organizationId: string,
  { name, description, color }: GroupBody,
): Promise<OutreachResult<Group>> {
  try {
    const [row] = await database.orm.execute<GroupRow>(sql`
      with made as (
        insert into contact_groups
          (organization_id, id, name, description, color, created_at, updated_at)
        select ${organizationId}::uuid, ${newId()}::uuid, ${name}, ${description ?? null},
          ${color ?? null}, now(), now()
        where (select count(*) from contact_groups
          where organization_id = ${organizationId}::uuid) < ${mostGroups}
        returning *
      )
      select ${groupColumns} from made g`);
    return row === undefined
      ? refused("too_many_groups", { detail: `At most ${mostGroups}.` })
      : done(toGroup(row));
  } catch (error) {
    if (isUniqueViolation(error)) return refused("name_taken", { path: "/name" });
    throw error;
  }
}
