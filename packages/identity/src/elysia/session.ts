import { coreProblems, Problem, ProblemBody, type ProblemType, toProblemBody } from "@nx/core";
import { Type } from "@sinclair/typebox";
import { t } from "elysia";
import type { Accounts } from "../accounts/accounts.ts";
import type { AccountResult } from "../accounts/errors.ts";
import { credentialsOf, type Member, type Session } from "../accounts/session.ts";
import { type Permission, roleMay } from "../organizations/roles.ts";
import { PageQuery } from "../organizations/schemas.ts";
import { identityProblems, toProblem } from "../problems.ts";

const refusal = (...types: ProblemType[]) =>
  Type.Object(ProblemBody.properties, {
    additionalProperties: false,
    examples: types.map((type) => toProblemBody(new Problem(type))),
  });
const { invalid_request, forbidden, not_found, payload_too_large } = coreProblems;
const { unsupported_media_type, limit_exceeded, busy, database_unavailable } = coreProblems;
const own = identityProblems;

/** What any of these routes may answer instead. */
export const refusals = {
  400: refusal(invalid_request, own.invitation_invalid, own.otp_invalid),
  401: refusal(own.session_required, own.sign_in_failed),
  403: refusal(
    own.csrf_refused,
    forbidden,
    own.owner_only,
    own.sign_up_closed,
    own.no_account,
    own.invitation_for_another,
  ),
  404: refusal(not_found),
  409: refusal(own.last_owner, own.already_member, own.sign_in_first, own.not_a_parent),
  413: refusal(payload_too_large),
  415: refusal(unsupported_media_type),
  422: refusal(own.details_required, own.sms_rejected),
  429: refusal(limit_exceeded, own.resend_too_soon, own.sends_exhausted),
  503: refusal(
    busy,
    database_unavailable,
    own.sms_unavailable,
    own.otp_not_configured,
    own.phone_sign_in_off,
    own.invitation_not_sent,
  ),
} as const;

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

/** Who is signed in; ends the request of anybody else, and of pages that are not ours. */
export const requireSession = async (accounts: Accounts, request: Request): Promise<Session> => {
  const session = await accounts.whoIs(credentialsOf(request));
  if (!session) throw new Problem(identityProblems.session_required);
  unwrap(accounts.checkSessionRequest(request));
  return session;
};

/** The same in the organization that the session works in. */
export const requireMember = async (accounts: Accounts, request: Request): Promise<Member> => {
  const member = await accounts.sessionOf(request);
  if (!member) throw new Problem(identityProblems.session_required);
  unwrap(accounts.checkSessionRequest(request));
  return member;
};

/** Ends the request of a member whose role does not allow this. */
export const requirePermission = ({ role }: Member, permission: Permission): void => {
  if (!roleMay(role, permission)) throw new Problem(coreProblems.forbidden);
};
