import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, sql } from "drizzle-orm";
import type { Caller, OtpContext } from "./context.ts";
import { done, failed, type OtpResult } from "./errors.ts";
import { otpProofs } from "./tables.ts";

/** What a redeemed proof proves. */
export interface Proof {
  /** E.164. */
  readonly phone: string;
  readonly purpose: string;
  readonly verifiedAt: Date;
}

/** 256 random bits; only their hash is kept, and no slow one is needed for a secret of that size. */
export const newProof = (): { token: string; hash: string } => {
  const token = `otp_proof_${randomBytes(32).toString("base64url")}`;
  return { token, hash: hashOf(token) };
};

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url");

/**
 * Exchanges a proof token for the phone that was proved, once. The service that acts on a
 * verification calls this, instead of believing a browser that says «verified».
 */
export const redeemProof = async (
  { database: { orm } }: OtpContext,
  { scope }: Caller,
  token: string,
): Promise<OtpResult<Proof>> => {
  const [proof] = await orm
    .delete(otpProofs)
    .where(
      and(
        eq(otpProofs.hash, hashOf(token)),
        eq(otpProofs.scope, scope),
        gt(otpProofs.expiresAt, sql`now()`),
      ),
    )
    .returning({
      phone: otpProofs.phone,
      purpose: otpProofs.purpose,
      verifiedAt: otpProofs.verifiedAt,
    });
  return proof ? done(proof) : failed({ code: "proof_invalid" });
};
