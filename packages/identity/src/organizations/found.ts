import { appendAudit, type By, toPublicId } from "@nx/core";
import type { AccountContext } from "../accounts/context.ts";
import { type AccountResult, done } from "../accounts/errors.ts";
import { addressOf, deliver, newInvitation, storeInvitation, toInvitationView } from "./invite.ts";
import type { FoundedOrganization, InviteBody } from "./schemas.ts";
import { organizations } from "./tables.ts";

/** A further organization, and whom it will belong to. */
export interface FoundInput {
  readonly name: string;
  /** An e-mail address or a phone. */
  readonly owner: Omit<InviteBody, "role">;
}

/**
 * Makes an organization beside the first one, and invites its first owner. Whoever runs the platform
 * does it, and is no member. Where the invitation cannot be sent the organization is there without
 * one, and somebody is invited again.
 */
export const foundOrganization = async (
  context: AccountContext,
  { actor, requestId }: By,
  { name, owner }: FoundInput,
): Promise<AccountResult<FoundedOrganization>> => {
  const address = addressOf(owner);
  if (!address.ok) return address;
  const id = context.newId();
  const createdAt = context.clock.now();
  const manager = { organizationId: id, role: "owner", actor, requestId } as const;
  const invitation = newInvitation(context, manager, { address: address.value, role: "owner" });
  const target = toPublicId("org", id);
  const row = await context.database.transaction(async (tx) => {
    await tx.insert(organizations).values({ id, name, createdAt });
    const stored = await storeInvitation(tx, invitation);
    const details = { name, invitation: toPublicId("inv", stored.id) };
    const action = "organization.created";
    await appendAudit(tx, { organizationId: id, actor, requestId, action, target, details });
    return stored;
  });
  const delivered = await deliver(context, manager, row, invitation.link);
  return done({
    id: target,
    name,
    createdAt: createdAt.toISOString(),
    ...(delivered.ok && { invitation: { ...toInvitationView(row), ...delivered.value } }),
  });
};
