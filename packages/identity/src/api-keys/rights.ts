import type { KeyManager } from "./context.ts";
import type { KeyKind } from "./schemas.ts";
import { hasScope, type Scope } from "./scopes.ts";

/**
 * Whether a key allows no more than its manager may do himself: whoever grants, changes or rotates a
 * key could use it.
 */
export const isWithinRights = (
  by: KeyManager,
  { kind, scopes }: { readonly kind: KeyKind; readonly scopes: readonly Scope[] },
): boolean => handlesKind(by, kind) && scopes.every((scope) => hasScope(by.scopes, scope));

/** Whether the manager deals in keys of this kind: what tests does nothing to live ones. */
export const handlesKind = ({ mode }: KeyManager, kind: KeyKind): boolean =>
  mode === "live" || kind === "sk_test";
