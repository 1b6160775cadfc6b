import type { Access } from "@nx/core";
import type { Member, VerifiedKey } from "@nx/identity";

/** Whoever sent a request, as its credential says. */
export type Caller =
  /** Runs the platform, or is a service of the one who does. */
  | { readonly kind: "operator" | "service"; readonly access: Access }
  | { readonly kind: "key"; readonly access: Access; readonly key: VerifiedKey }
  | { readonly kind: "member"; readonly access: Access; readonly member: Member }
  /** Showed nothing. */
  | { readonly kind: "anonymous"; readonly access: undefined };

const callers = new WeakMap<Request, Caller>();

/** Remembers who sent a request, for the routes. */
export const setCaller = (request: Request, caller: Caller): void => {
  callers.set(request, caller);
};

/** Who sent it; the guard has found it out before any route runs. */
export const callerOf = (request: Request): Caller => {
  const caller = callers.get(request);
  if (caller === undefined) throw new Error("The guard has not seen this request");
  return caller;
};
