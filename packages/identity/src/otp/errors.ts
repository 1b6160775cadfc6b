import type { SendError } from "mq-sms";
import type { GuardReason } from "./guard/reasons.ts";
import type { LimitReached } from "./limits.ts";

/** Everything that can go wrong with a one-time code. */
export type OtpError =
  /** Wrong, expired, used, superseded, cancelled, locked or unknown: one answer for all. */
  | { readonly code: "otp_invalid" }
  | { readonly code: "otp_not_found" }
  | { readonly code: "proof_invalid" }
  | { readonly code: "phone_invalid"; readonly reason: string }
  | { readonly code: "phone_not_allowed"; readonly reason: GuardReason }
  /** The guard refused the text; only servers are told. */
  | { readonly code: "otp_blocked"; readonly reasons: readonly GuardReason[] }
  /** Too many wrong codes in the scope: the caller must show that a person is asking. */
  | { readonly code: "challenge_required" }
  | { readonly code: "resend_too_soon"; readonly retryAfterSeconds: number }
  | { readonly code: "sends_exhausted" }
  | ({ readonly code: "limit_exceeded" } & LimitReached)
  /** Nothing can be sent now: no provider, no credentials, or it does not answer. */
  | { readonly code: "sms_unavailable"; readonly reason: string }
  /** The provider surely refused this message because of its recipient or its text. */
  | { readonly code: "sms_rejected"; readonly error: SendError }
  | { readonly code: "otp_not_configured"; readonly reason: string }
  /** More hashes wait than the machine can do; nothing was decided. */
  | { readonly code: "busy" };

/** A value, or the reason why there is none. */
export type OtpResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: OtpError };

export const done = <T>(value: T): OtpResult<T> => ({ ok: true, value });
export const failed = (error: OtpError): { ok: false; error: OtpError } => ({ ok: false, error });
