import { randomBytes } from "node:crypto";
import { appendAudit, type Orm, toPublicId } from "@nx/core";
import { eq, sql } from "drizzle-orm";
import { parsePhone } from "mq-sms";
import type { AccountContext } from "../accounts/context.ts";
import { type AccountResult, done, refused } from "../accounts/errors.ts";
import type { Manager } from "../accounts/session.ts";
import { hashToken } from "../accounts/tables.ts";
import type { Role } from "./roles.ts";
import type { InviteBody, InvitedReply } from "./schemas.ts";
import { invitations } from "./tables.ts";

/** An invitation on its way to somebody. */
export interface InvitationMessage {
  /** An e-mail address, or a phone number in E.164. */
  readonly address: string;
  readonly organizationId: string;
  readonly role: Role;
  /** Holds the token: whoever has it may answer. */
  readonly link: string;
}

/** Sends an invitation; rejects when it surely did not leave. */
export type SendInvitation = (invitation: InvitationMessage) => Promise<void>;

const lifeMs = 7 * 86_400_000;

/**
 * Invites somebody by e-mail address or phone, for seven days. An older invitation of the same
 * address is void. Without anything that sends it the link is the inviter's to hand over.
 */
export const invite = async (
  context: AccountContext,
  manager: Manager,
  { role, ...to }: InviteBody,
): Promise<AccountResult<InvitedReply>> => {
  if (role === "owner" && manager.role !== "owner") return refused("owner_only");
  const address = addressOf(to);
  if (!address.ok) return address;
  const invitation = newInvitation(context, manager, { address: address.value, role });
  const row = await context.database.transaction(async (tx) => {
    if (await isMember(tx, invitation.values)) return undefined;
    const stored = await storeInvitation(tx, invitation);
    await audit(tx, manager, "invitation.sent", stored);
    return stored;
  });
  if (row === undefined) return refused("already_member");
  const delivered = await deliver(context, manager, row, invitation.link);
  return delivered.ok ? done({ ...toInvitationView(row), ...delivered.value }) : delivered;
};

/** In the form in which addresses are compared. */
export const addressOf = ({ email, phone }: Omit<InviteBody, "role">): AccountResult<string> => {
  if (email !== undefined && phone === undefined) return done(email.toLowerCase());
  if (phone === undefined || email !== undefined) return refused("details_required");
  const parsed = parsePhone(phone);
  if (parsed.ok) return done(parsed.e164);
  return { ok: false, error: { code: "phone_invalid", reason: parsed.reason } };
};

export type InvitationRow = typeof invitations.$inferSelect;

/** An invitation that is not stored yet; its token is in the link alone. */
export interface NewInvitation {
  readonly values: typeof invitations.$inferInsert;
  readonly link: string;
}

export const newInvitation = (
  { clock, newId, invitationLink }: AccountContext,
  { organizationId, userId }: Manager,
  { address, role }: { readonly address: string; readonly role: Role },
): NewInvitation => {
  const token = `invite_${randomBytes(32).toString("base64url")}`;
  const createdAt = clock.now();
  const values = {
    organizationId,
    address,
    id: newId(),
    role,
    tokenHash: hashToken(token),
    invitedBy: userId ?? null,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + lifeMs),
  };
  return { values, link: invitationLink(token) };
};

/** In the place of an older one of the same address. */
export const storeInvitation = async (
  tx: Orm,
  { values }: NewInvitation,
): Promise<InvitationRow> => {
  const { organizationId: _, address: __, ...fresh } = values;
  const [row] = await tx
    .insert(invitations)
    .values(values)
    .onConflictDoUpdate({ target: [invitations.organizationId, invitations.address], set: fresh })
    .returning();
  if (row === undefined) throw new Error("An insert returned no row");
  return row;
};

const isMember = async (
  tx: Orm,
  { organizationId, address }: NewInvitation["values"],
): Promise<boolean> => {
  const members = await tx.execute(sql`
    select 1 from memberships m join users u on u.id = m.user_id
    where m.organization_id = ${organizationId}::uuid
      and (u.email = ${address} or u.phone = ${address})`);
  return members.length > 0;
};

/** Sends it where something does; else resolves to the link, for the inviter to hand over. */
export const deliver = async (
  { database, logger, sendInvitation }: AccountContext,
  manager: Manager,
  row: InvitationRow,
  link: string,
): Promise<AccountResult<{ readonly link?: string }>> => {
  const { id, address, organizationId, role } = row;
  if (sendInvitation === undefined) return done({ link });
  try {
    await sendInvitation({ address, organizationId, role, link });
    return done({});
  } catch (error) {
    logger.warn({ event: "accounts.invitation_not_sent", id: toPublicId("inv", id), error });
    await database.transaction(async (tx) => {
      await tx.delete(invitations).where(eq(invitations.id, id));
      await audit(tx, manager, "invitation.not_sent", row);
    });
    return refused("invitation_not_sent");
  }
};

const audit = (
  tx: Orm,
  { actor, requestId }: Manager,
  action: string,
  { organizationId, id, role }: InvitationRow,
): Promise<void> => {
  const target = toPublicId("inv", id);
  return appendAudit(tx, { organizationId, actor, requestId, action, target, details: { role } });
};

/** An invitation as it may be shown: without its token. */
export const toInvitationView = (row: InvitationRow) => ({
  id: toPublicId("inv", row.id),
  ...(row.address.includes("@") ? { email: row.address } : { phone: row.address }),
  role: row.role,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
});
