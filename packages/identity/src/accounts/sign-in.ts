import { createHash } from "node:crypto";
import { addressBucket } from "@nx/core";
import type { Limit } from "../otp/limits.ts";
import { clearHits, giveBackHits, takeLimits } from "../otp/take-limits.ts";
import type { Client } from "./auth.ts";
import type { AccountContext } from "./context.ts";
import { type AccountResult, done, refused } from "./errors.ts";
import { HashingBusy } from "./passwords.ts";

export interface SignInInput {
  readonly email: string;
  readonly password: string;
}

/**
 * Signs in by password; resolves to the token of a new session. A failure is counted before anything
 * is compared, five of them in 15 minutes for an account and an address, and every one has the same
 * answer at the price of one hash: neither tells whether there is such an account.
 */
export const signIn = async (
  context: AccountContext,
  { email, password }: SignInInput,
  client: Client,
): Promise<AccountResult<string>> => {
  const { database, auth, logger } = context;
  const limits = [failures(email, client)];
  const reached = await database.transaction((tx) => takeLimits(tx, limits));
  if (reached) return { ok: false, error: { code: "limit_exceeded", ...reached } };
  try {
    const token = await auth.signIn(email.toLowerCase(), password, client);
    if (token === undefined) {
      logger.info({ event: "accounts.sign_in_failed" });
      return refused("sign_in_failed");
    }
    await clearHits(database.orm, limits);
    logger.info({ event: "accounts.signed_in" });
    return done(token);
  } catch (error) {
    if (!(error instanceof HashingBusy)) throw error;
    await giveBackHits(database.orm, limits);
    return refused("busy");
  }
};

const failures = (email: string, { address = "" }: Client): Limit => {
  const account = createHash("sha256").update(email.toLowerCase()).digest("base64url");
  return {
    name: "sign-in",
    key: `sign-in|${account}|${addressBucket(address)}`,
    windows: [{ max: 5, seconds: 900 }],
  };
};
