import { sql } from "drizzle-orm";
import type { Caller } from "../otp/context.ts";
import type { IssuedChallenge } from "../otp/issue.ts";
import type { RequestInput } from "../otp/request.ts";
import type { VerifyInput } from "../otp/verify.ts";
import type { Client } from "./auth.ts";
import { noteBegun } from "./begin.ts";
import type { AccountContext } from "./context.ts";
import { type AccountResult, done, refused } from "./errors.ts";

/** Of their challenges: nobody else's opens an account, and none of theirs anything else. */
export const accountScope = "accounts";

const callerOf = ({ address: clientIp }: Client): Caller => ({
  scope: accountScope,
  trusted: false,
  clientIp,
});

/** What a code that was sent to a phone is good for, and for nothing else. */
export type PhonePurpose = "sign-in" | "link-phone" | "reset-password";

/** What is asked for: a code for a phone. */
export interface PhoneCodeInput extends Omit<RequestInput, "purpose"> {
  /** @default "sign-in", which is good for accepting an invitation too */
  readonly purpose?: PhonePurpose | undefined;
}

/** Sends a code to a phone; the same for every number. */
export const requestPhoneCode = async (
  { otp }: AccountContext,
  input: PhoneCodeInput,
  client: Client,
): Promise<AccountResult<IssuedChallenge>> =>
  otp ? otp.request(callerOf(client), input) : refused("phone_sign_in_off");

/**
 * Signs in the user whose phone got the code; resolves to the token of a new session. Whoever has
 * proved a phone may be told that nobody here has it.
 */
export const signInByPhone = async (
  context: AccountContext,
  input: VerifyInput,
  client: Client,
): Promise<AccountResult<string>> => {
  const phone = await provePhone(context, input, client);
  if (!phone.ok) return phone;
  const userId = await userWithPhone(context, phone.value);
  if (userId === undefined) return refused("no_account");
  context.logger.info({ event: "accounts.signed_in" });
  return done(await noteBegun(context, await context.auth.startSession(userId, client), client));
};

/** UUID of the user who has proved this phone to be theirs. */
export const userWithPhone = async (
  { database }: AccountContext,
  phone: string,
): Promise<string | undefined> => {
  const [user] = await database.orm.execute<{ id: string }>(
    sql`select id from users where phone = ${phone}`,
  );
  return user?.id;
};

/**
 * The phone, in E.164, that a code was sent to and that shows it to have arrived. A code that was
 * asked for otherwise proves nothing.
 */
export const provePhone = async (
  { otp }: AccountContext,
  input: VerifyInput,
  client: Client,
  purpose: PhonePurpose = "sign-in",
): Promise<AccountResult<string>> => {
  if (!otp) return refused("phone_sign_in_off");
  const verified = await otp.verify(callerOf(client), input);
  if (!verified.ok) return verified;
  const proof = await otp.redeem(callerOf(client), verified.value.token);
  if (!proof.ok) return proof;
  if (proof.value.purpose === purpose) return done(proof.value.phone);
  return { ok: false, error: { code: "otp_invalid" } };
};
