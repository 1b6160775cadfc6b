import {
  type Access,
  coreProblems,
  fromPublicId,
  Problem,
  platformOrganization,
  testOrganizationOf,
  toPublicId,
} from "@nx/core";
import {
  bearerKey,
  type KeyVerification,
  keyRefusalProblem,
  type Member,
  toProblem,
} from "@nx/identity";
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
  { organizationId, actor }: Member,
  requestId: string | undefined,
): Access => ({
  organizationId,
  actor,
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
    const organizationId =
      holder === "operator" ? await chosenBy(system, request) : defaultOrganization;
    return { kind: holder, access: { organizationId, actor: holder, mode: "live", requestId } };
  }
  const ip = () => clientAddress(request, peer(), system.environment.trustedProxies);
  const verified = await system.apiKeys.verify(given, {
    ip,
    origin: request.headers.get("origin") ?? undefined,
  });
  if (!verified.ok) {
    noteRefused(system, verified, ip(), requestId);
    throw keyRefusalProblem(verified.refusal);
  }
  const { actor, mode } = verified.key;
  const organizationId = organizationIn(mode, verified.key.organizationId);
  return { kind: "key", key: verified.key, access: { organizationId, actor, mode, requestId } };
};

/** Somebody has a right secret that is revoked, expired, or used from where it should not be. */
const noteRefused = (
  { rareAudit }: System,
  { key, refusal }: Extract<KeyVerification, { ok: false }>,
  ip: string | undefined,
  requestId: string | undefined,
): void => {
  if (key === undefined) return;
  const { organizationId, actor, id } = key;
  const entry = { organizationId, actor, action: "key.refused", target: toPublicId("key", id) };
  rareAudit.note({ ...entry, details: { reason: refusal }, ip, requestId });
};

/** What a test key does happens to the twin, and reaches virtual phones only. */
const organizationIn = (mode: Access["mode"], organizationId: string): string =>
  mode === "test" ? testOrganizationOf(organizationId) : organizationId;

/**
 * Whoever runs the platform works for any organization that there is; without a word, for the first
 * one, which is there before anybody has signed up. The platform's own rows can be read.
 */
const chosenBy = async ({ accounts }: System, { headers, method }: Request): Promise<string> => {
  const chosen = headers.get("x-organization");
  if (chosen === null) return defaultOrganization;
  const organizationId = fromPublicId("org", chosen);
  if (organizationId === undefined) throw notChosen("not_usable", "This is no organization's id.");
  const isThere =
    organizationId === defaultOrganization ||
    (organizationId === platformOrganization && method === "GET") ||
    (await accounts.hasOrganization(organizationId));
  if (!isThere) throw notChosen("unknown", "There is no such organization.");
  return organizationId;
};

const notChosen = (code: string, message: string): Problem =>
  new Problem(coreProblems.invalid_request, {
    errors: [{ path: "/headers/x-organization", code, message }],
  });
