import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { groupIs } from "./view.ts";

/**
 * Removes a group; its contacts stay, and leave it. Locked first, and then in a new snapshot, so that
 * whoever joined before us leaves too.
 */
export const removeGroup = (
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<undefined>> =>
  database.transaction(async (tx) => {
    const [found] = await tx.execute<{ id: string }>(sql`
      select g.id from contact_groups g where ${groupIs(organizationId, publicId)} for update`);
    if (found === undefined) return refused("group_not_found");
    const own = sql`organization_id = ${organizationId}::uuid`;
    await tx.execute(sql`
      with gone as (
        delete from contact_group_members where ${own} and group_id = ${found.id}::uuid
        returning contact_id
      )
      insert into contact_events (organization_id, contact_id, type, data)
      select ${organizationId}::uuid, contact_id, 'group.left',
        jsonb_build_object('group', ${publicId}::text)
      from gone`);
    await tx.execute(sql`delete from contact_groups where ${own} and id = ${found.id}::uuid`);
    return done(undefined);
  });
