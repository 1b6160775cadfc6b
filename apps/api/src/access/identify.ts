import {
  type Access,
  coreProblems,
  fromPublicId,
  Problem,
  testOrganizationOf,
  toPublicId,
} from "@nx/core";
import { bearerKey, keyRefusalProblem, type Member, toProblem } from "@nx/identity";
import { clientAddress } from "../client-address.ts";
import { defaultOrganization, type System } from "../system.ts";
import type { Caller } from "./caller.ts";
import { tokenHolder } from "./tokens.ts";

/** A request as the transport shows it. */
export interface Arrival {
  readonly request: Request;
  /** Address of the connection's other end. Asking costs more than finding out whose key it is. */
  readonly peer: () => string | undefined;
  readonly requestId: string | undefined;
}

/**
 * Who sent a request, by its `Authorization` header or else by its session. A credential that opens
 * nothing ends the request, also where none would have been needed.
 */
export const identify = async (system: System, arrival: Arrival): Promise<Caller> => {
  const given = bearerKey(arrival.request);
  return given === undefined ? bySession(system, arrival) : byBearer(system, arrival, given);
};

const bySession = async (
  { accounts }: System,
  { request, requestId }: Arrival,
): Promise<Caller> => {
  if (!request.headers.has("cookie")) return { kind: "anonymous", access: undefined };
  const member = await accounts.sessionOf(request);
  if (member === undefined) return { kind: "anonymous", access: undefined };
  const ours = accounts.checkSessionRequest(request);
  if (!ours.ok) throw toProblem(ours.error);
  return { kind: "member", member, access: accessOfMember(member, requestId) };
};

const accessOfMember = (
  { organizationId, userId }: Member,
  requestId: string | undefined,
): Access => ({
  organizationId,
  actor: `user:${toPublicId("usr", userId)}`,
  mode: "live",
  requestId,
});

const byBearer = async (
  system: System,
  { request, peer, requestId }: Arrival,
  given: string,
): Promise<Caller> => {
  const holder = tokenHolder(given, system.tokens);
  if (holder !== undefined) {
    const organizationId = holder === "operator" ? chosenBy(request) : defaultOrganization;
    return { kind: holder, access: { organizationId, actor: holder, mode: "live", requestId } };
  }
  const verified = await system.apiKeys.verify(given, {
    ip: () => clientAddress(request, peer(), system.environment.trustedProxies),
    origin: request.headers.get("origin") ?? undefined,
  });
  if (!verified.ok) throw keyRefusalProblem(verified.refusal);
  const { actor, mode } = verified.key;
  const organizationId = organizationIn(mode, verified.key.organizationId);
  return { kind: "key", key: verified.key, access: { organizationId, actor, mode, requestId } };
};

/** What a test key does happens to the twin, and reaches virtual phones only. */
const organizationIn = (mode: Access["mode"], organizationId: string): string =>
  mode === "test" ? testOrganizationOf(organizationId) : organizationId;

/** Whoever runs the platform works for any organization; without a word, for the first one. */
const chosenBy = ({ headers }: Request): string => {
  const chosen = headers.get("x-organization");
  if (chosen === null) return defaultOrganization;
  const organizationId = fromPublicId("org", chosen);
  if (organizationId !== undefined) return organizationId;
  const message = "This is not the id of an organization.";
  throw new Problem(coreProblems.invalid_request, {
    errors: [{ path: "/headers/x-organization", code: "not_usable", message }],
  });
};
