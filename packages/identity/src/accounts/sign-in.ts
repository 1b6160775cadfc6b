import { createHash } from "node:crypto";
import { addressBucket } from "@nx/core";
import { sql } from "drizzle-orm";
import type { Limit } from "../otp/limits.ts";
import { clearHits, giveBackHits, takeLimits } from "../otp/take-limits.ts";
import { userIdOf } from "./audit.ts";
import type { Client } from "./auth.ts";
import { noteBegun } from "./begin.ts";
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
      await noteFailure(context, email, client);
      return refused("sign_in_failed");
    }
    await clearHits(database.orm, limits);
    logger.info({ event: "accounts.signed_in" });
    return done(await noteBegun(context, token, client));
  } catch (error) {
    if (!(error instanceof HashingBusy)) throw error;
    await giveBackHits(database.orm, limits);
    return refused("busy");
  }
};

/**
 * In the chains of whoever has this address, and of the platform for the addresses that nobody has. The
 * entry is written after the answer: the time of that tells nothing.
 */
const noteFailure = async (
  { database, rareAudit }: AccountContext,
  email: string,
  { address, requestId }: Client,
): Promise<void> => {
  const rows = await database.orm.execute<{ id: string; organization_id: string | null }>(sql`
    select u.id, m.organization_id from users u left join memberships m on m.user_id = u.id
    where u.email = ${email.toLowerCase()}`);
  const entry = {
    actor: "anonymous",
    action: "account.sign_in_failed",
    ip: address,
    requestId,
  } as const;
  for (const { id, organization_id: organizationId } of rows)
    rareAudit.note({ ...entry, organizationId, target: userIdOf(id) });
  if (rows.length === 0) rareAudit.note({ ...entry, organizationId: null, target: "unknown" });
};

const failures = (email: string, { address = "" }: Client): Limit => {
  const account = createHash("sha256").update(email.toLowerCase()).digest("base64url");
  return {
    name: "sign-in",
    key: `sign-in|${account}|${addressBucket(address)}`,
    windows: [{ max: 5, seconds: 900 }],
  };
};
