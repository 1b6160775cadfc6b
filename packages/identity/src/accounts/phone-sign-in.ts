import { sql } from "drizzle-orm";
import type { Caller } from "../otp/context.ts";
import type { IssuedChallenge } from "../otp/issue.ts";
import type { RequestInput } from "../otp/request.ts";
import type { VerifyInput } from "../otp/verify.ts";
import type { Client } from "./auth.ts";
import type { AccountContext } from "./context.ts";
import { type AccountResult, done, refused } from "./errors.ts";

/** Of their challenges: nobody else's opens an account, and none of theirs anything else. */
export const accountScope = "accounts";

const callerOf = ({ address: clientIp }: Client): Caller => ({
  scope: accountScope,
  trusted: false,
  clientIp,
});

/** Sends a code to a phone, to sign in or to accept an invitation; the same for every number. */
export const requestPhoneCode = async (
  { otp }: AccountContext,
  input: Omit<RequestInput, "purpose">,
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
  const [user] = await context.database.orm.execute<{ id: string }>(
    sql`select id from users where phone = ${phone.value}`,
  );
  if (user === undefined) return refused("no_account");
  context.logger.info({ event: "accounts.signed_in" });
  return done(await context.auth.startSession(user.id, client));
};

/** The phone, in E.164, that a code was sent to and that shows it to have arrived. */
export const provePhone = async (
  { otp }: AccountContext,
  input: VerifyInput,
  client: Client,
): Promise<AccountResult<string>> => {
  if (!otp) return refused("phone_sign_in_off");
  const verified = await otp.verify(callerOf(client), input);
  if (!verified.ok) return verified;
  const proof = await otp.redeem(callerOf(client), verified.value.token);
  return proof.ok ? done(proof.value.phone) : proof;
};
