import { cancelChallenge } from "./challenge.ts";
import type { Caller, OtpContext } from "./context.ts";
import type { OtpResult } from "./errors.ts";
import type { IssuedChallenge } from "./issue.ts";
import { type Proof, redeemProof } from "./proof.ts";
import { purgeOtp } from "./purge.ts";
import { type RequestInput, requestOtp } from "./request.ts";
import { type ResendInput, resendOtp } from "./resend.ts";
import { type Verified, type VerifyInput, verifyOtp } from "./verify.ts";

/** Phone verification by one-time codes. Every verb answers with a value or an `OtpError`. */
export interface OtpService {
  request(caller: Caller, input: RequestInput): Promise<OtpResult<IssuedChallenge>>;
  resend(caller: Caller, input: ResendInput): Promise<OtpResult<IssuedChallenge>>;
  verify(caller: Caller, input: VerifyInput): Promise<OtpResult<Verified>>;
  /** Ends a live challenge; nothing happens to one that has ended or never was. */
  cancel(caller: Caller, id: string): Promise<void>;
  redeem(caller: Caller, token: string): Promise<OtpResult<Proof>>;
  /** Deletes what ended a day ago; call it now and then. */
  purge(): Promise<void>;
  /** Whether callers without a key are answered (setting `public`). */
  isPublic(): boolean;
}

/** Binds the verbs to their database, settings, secrets and sender. */
export const createOtpService = (context: OtpContext): OtpService => ({
  request: (caller, input) => requestOtp(context, caller, input),
  resend: (caller, input) => resendOtp(context, caller, input),
  verify: (caller, input) => verifyOtp(context, caller, input),
  cancel: ({ scope }, id) => cancelChallenge(context.database, { id, scope }),
  redeem: (caller, token) => redeemProof(context, caller, token),
  purge: () => purgeOtp(context),
  isPublic: () => {
    const reading = context.settings();
    return reading.state === "ok" && reading.value.public;
  },
});
