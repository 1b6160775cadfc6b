import type { OtpError } from "../otp/errors.ts";

/** Why a request about accounts, sessions, members or organizations is refused. */
export type AccountRefusal =
  | "sign_in_failed"
  | "session_required"
  | "sign_up_closed"
  | "no_account"
  | "no_password"
  | "password_wrong"
  | "phone_taken"
  | "sign_in_again"
  | "phone_sign_in_off"
  | "csrf_refused"
  | "invitation_invalid"
  | "invitation_for_another"
  | "invitation_not_sent"
  | "sign_in_first"
  | "details_required"
  | "already_member"
  | "owner_only"
  | "last_owner"
  | "not_a_parent"
  /** Absent, or somebody else's: one answer. */
  | "not_found"
  | "forbidden"
  | "busy";

/** A refusal, or an error of the codes that phones are proved with. Limits are told as theirs are. */
export type AccountError = { readonly code: AccountRefusal } | OtpError;

/** A value, or the reason why there is none. */
export type AccountResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: AccountError };

export const done = <T>(value: T): { readonly ok: true; readonly value: T } => ({
  ok: true,
  value,
});
export const refused = (
  code: AccountRefusal,
): { readonly ok: false; readonly error: AccountError } => ({ ok: false, error: { code } });
