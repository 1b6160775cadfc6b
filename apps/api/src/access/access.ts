import { type Access, coreProblems, Problem, toPublicId } from "@nx/core";
import type { SentBy } from "@nx/gateway";
import type { KeyManager, Caller as OtpCaller } from "@nx/identity";
import type { OtpRequestContext } from "@nx/identity/elysia";
import { clientAddress } from "../client-address.ts";
import { defaultOrganization, type System } from "../system.ts";
import { callerOf } from "./caller.ts";

/** For whom the routes work; ends the request of somebody who showed no credential. */
export const accessOf = (request: Request): Access => {
  const { access } = callerOf(request);
  if (access === undefined) throw new Problem(coreProblems.unauthorized);
  return access;
};

/** Whoever runs the platform, for routes that otherwise ask for a session. */
export const operatorOf = (request: Request): Access | undefined => {
  const caller = callerOf(request);
  return caller.kind === "operator" ? caller.access : undefined;
};

/** The organization that asks. */
export const organizationOf = (request: Request): string => accessOf(request).organizationId;

/** Who sends: an API key, or somebody who is signed in. */
export const sentByOf = (request: Request): SentBy => {
  const caller = callerOf(request);
  if (caller.kind === "key") return { keyId: caller.key.id };
  return caller.kind === "member" ? { user: toPublicId("usr", caller.member.userId) } : {};
};

/** Who manages keys: nobody hands on more than may be done by himself. */
export const keyManagerOf = (request: Request): KeyManager => {
  const caller = callerOf(request);
  const scopes = caller.kind === "key" ? caller.key.scopes : (["admin:*"] as const);
  return { ...accessOf(request), scopes };
};

/** Who asks for a code: a server with its key, or a browser where codes are public or its key is. */
export const otpCaller =
  (system: System) =>
  ({ request, peer }: OtpRequestContext): OtpCaller => {
    const caller = callerOf(request);
    if (caller.kind === "anonymous" && !system.otp.isPublic())
      throw new Problem(coreProblems.unauthorized);
    const scope = caller.access?.organizationId ?? defaultOrganization;
    const isBrowser =
      caller.kind === "anonymous" || (caller.kind === "key" && caller.key.isPublishable);
    if (!isBrowser) return { scope, trusted: true };
    const clientIp = clientAddress(request, peer, system.environment.trustedProxies);
    return { scope, trusted: false, clientIp };
  };
