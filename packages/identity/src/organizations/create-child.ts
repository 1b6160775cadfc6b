import { appendAudit, toPublicId } from "@nx/core";
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
  { userId, organizationId, actor, requestId }: Member,
  { name }: { readonly name: string },
): Promise<AccountResult<OrganizationView>> => {
  const id = context.newId();
  await context.database.transaction(async (tx) => {
    const rows = await tx.execute(sql`
      insert into organizations (id, parent_id, name, created_at)
      select ${id}::uuid, id, ${name}, ${context.clock.now()}::timestamptz
      from organizations where id = ${organizationId}::uuid and parent_id is null
      returning id`);
    if (rows.length === 0) return;
    const [target, parent] = [id, organizationId].map((each) => toPublicId("org", each));
    const action = "organization.created";
    const entry = { actor, requestId, action, target, details: { name, parent } };
    // The first of its own chain, which its parent's admins read.
    await appendAudit(tx, { organizationId: id, ...entry });
  });
  const made = await readOrganization(context, userId, id);
  return made ? done(made) : refused("not_a_parent");
};
