import { type Orm, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { Limit } from "../otp/limits.ts";
import { clearHits, giveBackHits, takeLimits } from "../otp/take-limits.ts";
import type { VerifyInput } from "../otp/verify.ts";
import { auditPerson } from "./audit.ts";
import type { Client } from "./auth.ts";
import type { AccountContext } from "./context.ts";
import { endOtherSessions, endSessionsOf } from "./end-sessions.ts";
import { type AccountResult, done, refused } from "./errors.ts";
import { HashingBusy } from "./passwords.ts";
import { provePhone, userWithPhone } from "./phone-sign-in.ts";
import type { Session } from "./session.ts";
import { hashQuietly } from "./sign-up.ts";

/** The present password, and the one to come. */
export interface PasswordChange {
  readonly password: string;
  /** Characters: 12 to 128. */
  readonly newPassword: string;
}

/** A code that was sent to the user's phone, and the password to come. */
export interface PasswordReset extends VerifyInput {
  /** Characters: 12 to 128. */
  readonly newPassword: string;
}

/**
 * Gives a user another password, who knows the present one; wrong guesses are counted as those of
 * signing in. All other sessions end: one of them may be why it is changed.
 */
export const changePassword = async (
  context: AccountContext,
  session: Session,
  { password, newPassword }: PasswordChange,
  client: Client,
): Promise<AccountResult<void>> => {
  const { database } = context;
  const { userId } = session;
  const present = await hashOf(context, userId);
  if (present === undefined) return refused("no_password");
  const limits = [guesses(userId)];
  const reached = await database.transaction((tx) => takeLimits(tx, limits));
  if (reached) return { ok: false, error: { code: "limit_exceeded", ...reached } };
  const next = await compareAndHash(context, { hash: present, password, newPassword });
  if (next === "wrong") return refused("password_wrong");
  if (next === "busy") {
    await giveBackHits(database.orm, limits);
    return refused("busy");
  }
  await clearHits(database.orm, limits);
  return database.transaction(async (tx) => {
    // Of two changes at the same time the second does not know the present one any more.
    if (!(await replace(context, tx, userId, next.hash, present))) return refused("password_wrong");
    await endOtherSessions(tx, session);
    await auditPerson(tx, { userId, action: "account.password_changed" }, client);
    return done(undefined);
  });
};

/**
 * Gives a user another password, who proves the phone of the account; resolves to the token of a new
 * session, and every other one ends. The code opens the account anyway, so it gives nothing away.
 */
export const resetPassword = async (
  context: AccountContext,
  { newPassword, ...code }: PasswordReset,
  client: Client,
): Promise<AccountResult<string>> => {
  const phone = await provePhone(context, code, client, "reset-password");
  if (!phone.ok) return phone;
  const userId = await userWithPhone(context, phone.value);
  if (userId === undefined) return refused("no_account");
  if ((await hashOf(context, userId)) === undefined) return refused("no_password");
  const hash = await hashQuietly(context, newPassword);
  if (hash === "busy") return refused("busy");
  await context.database.transaction(async (tx) => {
    await replace(context, tx, userId, hash);
    await endSessionsOf(tx, userId);
    await auditPerson(tx, { userId, action: "account.password_reset" }, client);
  });
  return done(await context.auth.startSession(userId, client));
};

/** Undefined for who signs in by phone alone. */
const hashOf = async (
  { database }: AccountContext,
  userId: string,
): Promise<string | undefined> => {
  const [row] = await database.orm.execute<{ password: string }>(sql`
    select password from user_credentials
    where user_id = ${userId}::uuid and provider_id = 'credential' and password is not null`);
  return row?.password;
};

const compareAndHash = async (
  context: AccountContext,
  { hash, password, newPassword }: PasswordChange & { readonly hash: string },
): Promise<"wrong" | "busy" | { readonly hash: string }> => {
  try {
    if (!(await context.passwords.verify({ hash, password }))) return "wrong";
    return { hash: await context.passwords.hash(newPassword) };
  } catch (error) {
    if (error instanceof HashingBusy) return "busy";
    throw error;
  }
};

/** Whether it was replaced: only where it was still `present`, if that is given. */
const replace = async (
  { clock }: AccountContext,
  tx: Orm,
  userId: string,
  hash: string,
  present?: string,
): Promise<boolean> => {
  const rows = await tx.execute(sql`
    update user_credentials set password = ${hash}, updated_at = ${clock.now()}::timestamptz
    where user_id = ${userId}::uuid and provider_id = 'credential'
      and password = coalesce(${present ?? null}::text, password)
    returning id`);
  return rows.length === 1;
};

const guesses = (userId: string): Limit => ({
  name: "password",
  key: `password|${toPublicId("usr", userId)}`,
  windows: [{ max: 5, seconds: 900 }],
});
