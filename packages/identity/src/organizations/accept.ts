import { appendAudit, isUniqueViolation, type Orm, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { actorOf } from "../accounts/audit.ts";
import type { Client } from "../accounts/auth.ts";
import type { AccountContext } from "../accounts/context.ts";
import { endSessionsOf } from "../accounts/end-sessions.ts";
import { type AccountResult, done, refused } from "../accounts/errors.ts";
import { provePhone } from "../accounts/phone-sign-in.ts";
import type { Session } from "../accounts/session.ts";
import { hashQuietly } from "../accounts/sign-up.ts";
import { hashToken } from "../accounts/tables.ts";
import type { VerifyInput } from "../otp/verify.ts";

/** An answer to an invitation. */
export interface AcceptInput {
  readonly token: string;
  /** For a new account. */
  readonly name?: string | undefined;
  /** For a new account with an e-mail address. */
  readonly password?: string | undefined;
  /** Proves the phone of an invitation by phone. */
  readonly phone?: VerifyInput | undefined;
}

/** Somebody who joins. */
interface Person {
  readonly userId: string;
  /** Absent for who has an account. */
  readonly isNew?: { readonly name: string; readonly hash: string | undefined };
}

/**
 * Makes whoever was invited a member, once; resolves to the token of a new session, because there is
 * more to lose from now on. Who has an account must be signed in to it, or prove its phone: the link
 * alone, which may have gone through many hands, opens no account.
 */
export const acceptInvitation = async (
  context: AccountContext,
  session: Session | undefined,
  input: AcceptInput,
  client: Client,
): Promise<AccountResult<string>> => {
  const { database } = context;
  const address = await addressOf(database.orm, isOpen(context, input.token));
  if (address === undefined) return refused("invitation_invalid");
  const person = session
    ? await signedInAs(context, session, address)
    : await identify(context, address, input, client);
  if (!person.ok) return person;
  const joined = await join(context, input.token, address, person.value, client);
  if (!joined.ok) return joined;
  context.logger.info({ event: "accounts.joined" });
  return done(await context.auth.startSession(person.value.userId, client));
};

const isOpen = ({ clock }: AccountContext, token: string): SQL =>
  sql`token_hash = ${hashToken(token)} and expires_at > ${clock.now()}::timestamptz`;

const addressOf = async (orm: Orm, open: SQL): Promise<string | undefined> => {
  const [row] = await orm.execute<{ address: string }>(
    sql`select address from invitations where ${open}`,
  );
  return row?.address;
};

const userWith = async ({ database }: AccountContext, address: string) => {
  const [user] = await database.orm.execute<{ id: string }>(
    sql`select id from users where email = ${address} or phone = ${address}`,
  );
  return user?.id;
};

const signedInAs = async (
  context: AccountContext,
  { userId }: Session,
  address: string,
): Promise<AccountResult<Person>> =>
  (await userWith(context, address)) === userId
    ? done({ userId })
    : refused("invitation_for_another");

const identify = async (
  context: AccountContext,
  address: string,
  { name, password, phone }: AcceptInput,
  client: Client,
): Promise<AccountResult<Person>> => {
  const known = await userWith(context, address);
  if (address.includes("@")) {
    if (known !== undefined) return refused("sign_in_first");
    if (name === undefined || password === undefined) return refused("details_required");
    const hash = await hashQuietly(context, password);
    return hash === "busy"
      ? refused("busy")
      : done({ userId: context.newId(), isNew: { name, hash } });
  }
  if (phone === undefined || (known === undefined && name === undefined)) {
    return refused("details_required");
  }
  const proved = await provePhone(context, phone, client);
  if (!proved.ok) return proved;
  if (proved.value !== address) return refused("invitation_for_another");
  if (known !== undefined) return done({ userId: known });
  return name === undefined
    ? refused("details_required")
    : done({ userId: context.newId(), isNew: { name, hash: undefined } });
};

/** All of it or nothing: the invitation is used up by the one who becomes a member. */
const join = async (
  context: AccountContext,
  token: string,
  address: string,
  { userId, isNew }: Person,
  { address: ip, requestId }: Client,
): Promise<AccountResult<void>> => {
  const now = sql`${context.clock.now()}::timestamptz`;
  try {
    return await context.database.transaction(async (tx) => {
      const taken = await tx.execute<{ organization_id: string; id: string; role: string }>(sql`
        delete from invitations where ${isOpen(context, token)} and address = ${address}
        returning organization_id, id, role`);
      const [invitation] = taken;
      if (invitation === undefined) return refused("invitation_invalid");
      if (isNew) await createUser(context, tx, { userId, address, ...isNew });
      else await endSessionsOf(tx, userId);
      await tx.execute(sql`
        insert into memberships (organization_id, user_id, role, created_at)
        values (${invitation.organization_id}::uuid, ${userId}::uuid, ${invitation.role}, ${now})
        on conflict do nothing`);
      await appendAudit(tx, {
        organizationId: invitation.organization_id,
        actor: actorOf(userId),
        action: "invitation.accepted",
        target: toPublicId("inv", invitation.id),
        details: { role: invitation.role },
        ip,
        requestId,
      });
      return done(undefined);
    });
  } catch (error) {
    // Another invitation of the same person was accepted in the meantime.
    if (isUniqueViolation(error, "users_email") || isUniqueViolation(error, "users_phone")) {
      return refused("sign_in_first");
    }
    throw error;
  }
};

const createUser = async (
  { clock, newId }: AccountContext,
  tx: Orm,
  {
    userId,
    address,
    name,
    hash,
  }: { userId: string; address: string; name: string; hash: string | undefined },
): Promise<void> => {
  const now = sql`${clock.now()}::timestamptz`;
  const column = address.includes("@") ? sql`email` : sql`phone`;
  await tx.execute(sql`
    insert into users (id, name, ${column}, created_at, updated_at)
    values (${userId}::uuid, ${name}, ${address}, ${now}, ${now})`);
  if (hash === undefined) return;
  await tx.execute(sql`
    insert into user_credentials (id, user_id, provider_id, account_id, password, created_at, updated_at)
    values (${newId()}::uuid, ${userId}::uuid, 'credential', ${userId}, ${hash}, ${now}, ${now})`);
};
