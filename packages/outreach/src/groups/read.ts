import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { Group, GroupList } from "./schemas.ts";
import { type GroupRow, groupColumns, groupIs, toGroup } from "./view.ts";

type Context = Pick<OutreachContext, "database">;

/** A group. */
export async function readGroup(
  { database }: Context,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<Group>> {
  const [row] = await database.orm.execute<GroupRow>(sql`
    select ${groupColumns} from contact_groups g where ${groupIs(organizationId, publicId)}`);
  return row === undefined ? refused("group_not_found") : done(toGroup(row));
}

/** All groups, by name. */
export async function listGroups(
  { database }: Context,
  organizationId: string,
): Promise<GroupList> {
  const rows = await database.orm.execute<GroupRow>(sql`
    select ${groupColumns} from contact_groups g
    where g.organization_id = ${organizationId}::uuid order by g.name`);
  return { data: [...rows].map(toGroup) };
}
