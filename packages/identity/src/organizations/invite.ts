import { randomBytes } from "node:crypto";
import { toPublicId } from "@nx/core";
import { eq, sql } from "drizzle-orm";
import { parsePhone } from "mq-sms";
import type { AccountContext } from "../accounts/context.ts";
import { type AccountResult, done, refused } from "../accounts/errors.ts";
import type { Member } from "../accounts/session.ts";
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
  actor: Member,
  input: InviteBody,
): Promise<AccountResult<InvitedReply>> => {
  if (input.role === "owner" && actor.role !== "owner") return refused("owner_only");
  const address = addressOf(input);
  if (!address.ok) return address;
  const token = `invite_${randomBytes(32).toString("base64url")}`;
  const row = await store(context, actor, { address: address.value, role: input.role, token });
  if (row === undefined) return refused("already_member");
  const link = context.invitationLink(token);
  if (context.sendInvitation && !(await send(context, context.sendInvitation, row, link))) {
    return refused("invitation_not_sent");
  }
  return done({ ...toInvitationView(row), ...(!context.sendInvitation && { link }) });
};

const addressOf = ({ email, phone }: InviteBody): AccountResult<string> => {
  if (email !== undefined && phone === undefined) return done(email.toLowerCase());
  if (phone === undefined || email !== undefined) return refused("details_required");
  const parsed = parsePhone(phone);
  if (parsed.ok) return done(parsed.e164);
  return { ok: false, error: { code: "phone_invalid", reason: parsed.reason } };
};

export type InvitationRow = typeof invitations.$inferSelect;

/** Undefined for the address of a member. */
const store = async (
  { database, clock, newId }: AccountContext,
  { organizationId, userId }: Member,
  { address, role, token }: { address: string; role: Role; token: string },
): Promise<InvitationRow | undefined> => {
  const members = await database.orm.execute(sql`
    select 1 from memberships m join users u on u.id = m.user_id
    where m.organization_id = ${organizationId}::uuid
      and (u.email = ${address} or u.phone = ${address})`);
  if (members.length > 0) return undefined;
  const createdAt = clock.now();
  const fresh = {
    id: newId(),
    role,
    tokenHash: hashToken(token),
    invitedBy: userId,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + lifeMs),
  };
  const [row] = await database.orm
    .insert(invitations)
    .values({ organizationId, address, ...fresh })
    .onConflictDoUpdate({ target: [invitations.organizationId, invitations.address], set: fresh })
    .returning();
  return row;
};

const send = async (
  { database, logger }: AccountContext,
  sendInvitation: SendInvitation,
  { id, address, organizationId, role }: InvitationRow,
  link: string,
): Promise<boolean> => {
  try {
    await sendInvitation({ address, organizationId, role, link });
    return true;
  } catch (error) {
    logger.warn({ event: "accounts.invitation_not_sent", id: toPublicId("inv", id), error });
    await database.orm.delete(invitations).where(eq(invitations.id, id));
    return false;
  }
};

/** An invitation as it may be shown: without its token. */
export const toInvitationView = (row: InvitationRow) => ({
  id: toPublicId("inv", row.id),
  ...(row.address.includes("@") ? { email: row.address } : { phone: row.address }),
  role: row.role,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
});
