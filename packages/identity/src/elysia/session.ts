import { type Access, coreProblems, Problem } from "@nx/core";
import { refusal, requestIdOf } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { t } from "elysia";
import type { Accounts } from "../accounts/accounts.ts";
import type { AccountResult } from "../accounts/errors.ts";
import { credentialsOf, type Member, type Session } from "../accounts/session.ts";
import { type Permission, roleMay } from "../organizations/roles.ts";
import { PageQuery } from "../organizations/schemas.ts";
import { identityProblems, toProblem } from "../problems.ts";

const own = identityProblems;

/** What a route that asks for a session may answer instead. */
export const sessionRefusals = {
  401: refusal(own.session_required),
  403: refusal(own.csrf_refused),
} as const;

/** The same for a route about one of several things. */
export const refusals = { ...sessionRefusals, 404: refusal(coreProblems.not_found) } as const;

/** The replies of a route that has nothing to say. */
export const nothing = { 204: Type.Void(), ...refusals } as const;

/** The OpenAPI security scheme of what is asked for by cookie. */
export const bySession: { session: string[] }[] = [{ session: [] }];

// In a query every value is a text; `t.Numeric` reads it as a number.
export const PageQueryText = Type.Object(
  {
    ...PageQuery.properties,
    limit: Type.Optional(t.Numeric({ minimum: 1, maximum: 200, multipleOf: 1, default: 50 })),
  },
  { additionalProperties: false },
);

/** The value, or the refusal as a problem that ends the request. */
export const unwrap = <T>(result: AccountResult<T>): T => {
  if (result.ok) return result.value;
  throw toProblem(result.error);
};

/** A request with the reply that it is given. */
export interface Exchange {
  readonly request: Request;
  readonly set: Parameters<typeof requestIdOf>[0];
}

/** Whoever runs the platform, shown by another credential than a session; undefined for others. */
export type OperatorOf = (request: Request) => Access | undefined;

/** Who is signed in; ends the request of anybody else, and of pages that are not ours. */
export const requireSession = async (
  accounts: Accounts,
  { request, set }: Exchange,
): Promise<Session> => {
  const session = await accounts.whoIs(credentialsOf(request));
  if (!session) throw new Problem(identityProblems.session_required);
  unwrap(accounts.checkSessionRequest(request));
  return { ...session, requestId: requestIdOf(set) || undefined };
};

/** The same in the organization that the session works in. */
export const requireMember = async (
  accounts: Accounts,
  { request, set }: Exchange,
): Promise<Member> => {
  const member = await accounts.sessionOf(request);
  if (!member) throw new Problem(identityProblems.session_required);
  unwrap(accounts.checkSessionRequest(request));
  return { ...member, requestId: requestIdOf(set) || undefined };
};

/** Ends the request of a member whose role does not allow this. */
export const requirePermission = ({ role }: Pick<Member, "role">, permission: Permission): void => {
  if (!roleMay(role, permission)) throw new Problem(coreProblems.forbidden);
};
