import { lt, sql } from "drizzle-orm";
import type { OtpContext } from "./context.ts";
import { purgeGuard } from "./guard/purge.ts";
import { otpChallenges, otpLimits, otpProofs } from "./tables.ts";

const aDayAgo = sql`now() - interval '1 day'`;

/** Deletes challenges that ended a day ago, proofs that nobody redeemed, and counters at rest. */
export const purgeOtp = async ({
  database: { orm },
}: Pick<OtpContext, "database">): Promise<void> => {
  await purgeGuard(orm);
  await orm.delete(otpChallenges).where(lt(otpChallenges.expiresAt, aDayAgo));
  await orm.delete(otpProofs).where(lt(otpProofs.expiresAt, aDayAgo));
  await orm.delete(otpLimits).where(lt(otpLimits.expiresAt, aDayAgo));
};
