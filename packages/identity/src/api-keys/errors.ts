import type { FieldProblem } from "@nx/core";

/** Why something about a key is refused to its owners. */
export type ApiKeyError =
  | { readonly code: "invalid_request"; readonly errors: readonly FieldProblem[] }
  /** Absent, or somebody else's: one answer for both. */
  | { readonly code: "api_key_not_found" }
  /** Revoked or expired: nothing about it changes any more. */
  | { readonly code: "api_key_ended" }
  /** The organization has as many live keys as it may have. */
  | { readonly code: "api_keys_exhausted" }
  /** The key allows more than the asker may do himself. */
  | { readonly code: "api_key_beyond_rights" }
  /** The secret before the last rotation is still valid, and would end without notice. */
  | { readonly code: "rotation_under_way"; readonly until: Date };

/** A value, or the reason why there is none. */
export type ApiKeyResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ApiKeyError };

export const done = <T>(value: T): ApiKeyResult<T> => ({ ok: true, value });
export const failed = (
  error: ApiKeyError,
): { readonly ok: false; readonly error: ApiKeyError } => ({
  ok: false,
  error,
});
