import { appendAudit, fromPublicId } from "@nx/core";
import { and, eq, gt, lte, sql } from "drizzle-orm";
import type { AccountContext } from "../accounts/context.ts";
import { type AccountResult, done, refused } from "../accounts/errors.ts";
import type { Manager } from "../accounts/session.ts";
import { toInvitationView } from "./invite.ts";
import { pageOf, toPage } from "./page.ts";
import type { InvitationPage, PageQuery } from "./schemas.ts";
import { invitations } from "./tables.ts";

/** The invitations of an organization that can still be answered. */
export const listInvitations = async (
  { database, clock }: AccountContext,
  organizationId: string,
  query: PageQuery,
): Promise<InvitationPage> => {
  const page = pageOf("inv", query);
  const rows = await database.orm
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.organizationId, organizationId),
        gt(invitations.expiresAt, clock.now()),
        page.after(sql`${invitations.id}`),
      ),
    )
    .orderBy(invitations.id)
    .limit(page.take);
  return toPage("inv", rows, page, toInvitationView);
};

/** Makes an invitation void. Those to become an owner are the owners' matter. */
export const withdrawInvitation = async (
  { database }: AccountContext,
  { organizationId, role, actor, requestId }: Manager,
  id: string,
): Promise<AccountResult<void>> => {
  const invitationId = fromPublicId("inv", id);
  if (invitationId === undefined) return refused("not_found");
  return database.transaction(async (tx) => {
    const [found] = await tx
      .delete(invitations)
      .where(
        and(
          eq(invitations.organizationId, organizationId),
          eq(invitations.id, invitationId),
          role === "owner" ? undefined : sql`${invitations.role} <> 'owner'`,
        ),
      )
      .returning({ role: invitations.role });
    if (found === undefined) return refused("not_found");
    const action = "invitation.withdrawn";
    await appendAudit(tx, { organizationId, actor, requestId, action, target: id, details: found });
    return done(undefined);
  });
};

/** Deletes the invitations that nobody answered in time. */
export const purgeInvitations = async ({ database, clock }: AccountContext): Promise<void> => {
  await database.orm.delete(invitations).where(lte(invitations.expiresAt, clock.now()));
};
