import { sql } from "drizzle-orm";
import type { AccountContext } from "../accounts/context.ts";
import { type AccountResult, done, refused } from "../accounts/errors.ts";
import type { Member } from "../accounts/session.ts";
import { readOrganization } from "./read.ts";
import type { OrganizationView } from "./schemas.ts";

/**
 * Makes a sub-organization. It has no members to begin with: owners and admins of its parent are the
 * same in it. One level deep, so that who may do what is never a walk through a tree.
 */
export const createChild = async (
  context: AccountContext,
  { userId, organizationId }: Member,
  { name }: { readonly name: string },
): Promise<AccountResult<OrganizationView>> => {
  const id = context.newId();
  await context.database.forOrganization(organizationId).orm.execute(sql`
    insert into organizations (id, parent_id, name, created_at)
    select ${id}::uuid, id, ${name}, ${context.clock.now()}::timestamptz
    from organizations where id = ${organizationId}::uuid and parent_id is null`);
  const made = await readOrganization(context, userId, id);
  return made ? done(made) : refused("not_a_parent");
};
