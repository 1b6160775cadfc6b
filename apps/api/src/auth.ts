import { createHash, timingSafeEqual } from "node:crypto";
import { coreProblems, Problem } from "@nx/core";
import type { Caller } from "@nx/identity";
import type { OtpRequestContext } from "@nx/identity/elysia";
import { clientAddress } from "./client-address.ts";
import { defaultOrganization, defaultScope, type System } from "./system.ts";

/** Who holds a token: an operator may do everything, a service may send and verify. */
export type Principal = "operator" | "service";

/**
 * The holder of the `Authorization: Bearer` token; undefined without the header. A token that opens
 * nothing ends the request, also where none would have been needed.
 */
export const authenticate = (request: Request, { tokens }: System): Principal | undefined => {
  const header = request.headers.get("authorization");
  if (header === null) return undefined;
  const given = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (given !== undefined && isSame(given, tokens.operator)) return "operator";
  if (given !== undefined && isSame(given, tokens.service)) return "service";
  throw new Problem(coreProblems.unauthorized);
};

/** Digests have one length, so that the time tells neither the token nor its length. */
const isSame = (given: string, expected: string | undefined): boolean =>
  expected !== undefined && timingSafeEqual(digest(given), digest(expected));

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Ends the request of anybody but an operator. */
export const requireOperator = (request: Request, system: System): void => {
  const principal = authenticate(request, system);
  if (!principal) throw new Problem(coreProblems.unauthorized);
  if (principal !== "operator") throw new Problem(coreProblems.forbidden);
};

/** The organization whose token the request carries; ends the request of anybody else. */
export const organizationOf = (request: Request, system: System): string => {
  if (!authenticate(request, system)) throw new Problem(coreProblems.unauthorized);
  return defaultOrganization;
};

/** Who asks for a code: a service with its token, or a browser where codes are public. */
export const otpCaller =
  (system: System) =>
  ({ request, peer }: OtpRequestContext): Caller => {
    if (authenticate(request, system)) return { scope: defaultScope, trusted: true };
    if (!system.otp.isPublic()) throw new Problem(coreProblems.unauthorized);
    const clientIp = clientAddress(request, peer, system.environment.trustedProxies);
    return { scope: defaultScope, trusted: false, clientIp };
  };
