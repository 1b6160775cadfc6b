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

/** What became of looking at a credential: who it is, or why the request ends. */
export type Identified =
  | { readonly ok: true; readonly caller: Caller }
  | { readonly ok: false; readonly error: unknown };

const known = new WeakMap<Request, Identified>();

/** Remembers who sent a request, for the limits and the routes. */
export const setIdentified = (request: Request, identified: Identified): void => {
  known.set(request, identified);
};

/** What was found; undefined where a route is open, and nobody looked. */
export const identifiedOf = (request: Request): Identified | undefined => known.get(request);

/** Who sent it. Throws where no credential is good. */
export const callerOf = (request: Request): Caller => {
  const identified = known.get(request);
  if (identified === undefined) throw new Error("Nobody has looked at this request");
  if (!identified.ok) throw identified.error;
  return identified.caller;
};
