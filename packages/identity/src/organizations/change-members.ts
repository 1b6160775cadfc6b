import { appendAudit, fromPublicId, type Orm } from "@nx/core";
import { and, eq, sql } from "drizzle-orm";
import type { AccountContext } from "../accounts/context.ts";
import { endSessionsOf } from "../accounts/end-sessions.ts";
import { type AccountResult, done, refused } from "../accounts/errors.ts";
import type { Manager } from "../accounts/session.ts";
import type { Role } from "./roles.ts";
import { memberships } from "./tables.ts";

/** Gives a member another role. The member signs in again: a stolen session gains nothing by it. */
export const changeRole = (
  context: AccountContext,
  manager: Manager,
  id: string,
  role: Role,
): Promise<AccountResult<void>> =>
  changeMember(context, manager, { id, becomes: role }, (tx, userId) =>
    tx.update(memberships).set({ role }).where(isMember(manager.organizationId, userId)),
  );

/** Takes a member out of the organization, who is signed out everywhere. */
export const removeMember = (
  context: AccountContext,
  manager: Manager,
  id: string,
): Promise<AccountResult<void>> =>
  changeMember(context, manager, { id, becomes: undefined }, (tx, userId) =>
    tx.delete(memberships).where(isMember(manager.organizationId, userId)),
  );

const changeMember = async (
  { database }: AccountContext,
  { organizationId, role: managerRole, actor, requestId }: Manager,
  { id, becomes }: { readonly id: string; readonly becomes: Role | undefined },
  change: (tx: Orm, userId: string) => PromiseLike<unknown>,
): Promise<AccountResult<void>> => {
  const userId = fromPublicId("usr", id);
  if (userId === undefined) return refused("not_found");
  return database.transaction(async (tx) => {
    // Two owners who remove each other take turns: the second finds itself the last one.
    const [organization] = await tx.execute<{ parent_id: string | null }>(
      sql`select parent_id from organizations where id = ${organizationId}::uuid for no key update`,
    );
    const members = await tx.execute<{ user_id: string; role: Role }>(sql`
      select user_id, role from memberships
      where organization_id = ${organizationId}::uuid
        and (role = 'owner' or user_id = ${userId}::uuid)`);
    const target = members.find((member) => member.user_id === userId);
    if (organization === undefined || target === undefined) return refused("not_found");
    const concernsOwners = target.role === "owner" || becomes === "owner";
    if (concernsOwners && managerRole !== "owner") return refused("owner_only");
    const owners = members.filter((member) => member.role === "owner");
    const losesOwner = target.role === "owner" && becomes !== "owner";
    // A sub-organization may do without: the owners of its parent are owners of it.
    if (losesOwner && owners.length === 1 && organization.parent_id === null) {
      return refused("last_owner");
    }
    if (target.role === becomes) return done(undefined);
    // First: whose membership is gone is nobody whom this organization sees.
    await endSessionsOf(tx, userId);
    await change(tx, userId);
    await appendAudit(tx, {
      organizationId,
      actor,
      requestId,
      action: becomes === undefined ? "member.removed" : "member.role_changed",
      target: id,
      details: { from: target.role, to: becomes },
    });
    return done(undefined);
  });
};

const isMember = (organizationId: string, userId: string) =>
  and(eq(memberships.organizationId, organizationId), eq(memberships.userId, userId));
