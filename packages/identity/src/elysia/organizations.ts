import { coreProblems, Problem } from "@nx/core";
import { refusal, strictJson } from "@nx/core/elysia";
import type { Static } from "@sinclair/typebox";
import { Elysia } from "elysia";
import type { Accounts } from "../accounts/accounts.ts";
import { credentialsOf, type Member } from "../accounts/session.ts";
import {
  FoundedOrganization,
  IdPath,
  NewOrganizationBody,
  OrganizationBody,
  OrganizationPage,
  OrganizationView,
} from "../organizations/schemas.ts";
import { identityProblems } from "../problems.ts";
import {
  bySession,
  type Exchange,
  type OperatorOf,
  PageQueryText,
  refusals,
  requireMember,
  requirePermission,
  requireSession,
  sessionRefusals,
  unwrap,
} from "./session.ts";

export interface OrganizationsControllerOptions {
  readonly accounts: Accounts;
  /** Absent: there are sessions and nothing else. */
  readonly operator?: OperatorOf;
}

/**
 * The organizations of whoever is signed in, and all of them for whoever runs the platform: mount it
 * under `/v1`, beside `problems`.
 */
export const organizationsController = ({ accounts, operator }: OrganizationsControllerOptions) => {
  /** The member that the session is in the organization of a path. */
  const memberThere = async (exchange: Exchange, id: string): Promise<Member> => {
    const { requestId } = await requireSession(accounts, exchange);
    const { token } = credentialsOf(exchange.request);
    const member = await accounts.memberOf({ token, organization: id });
    if (!member) throw new Problem(coreProblems.not_found);
    return { ...member, requestId };
  };
  const found = (view: OrganizationView | undefined): OrganizationView => {
    if (!view) throw new Problem(coreProblems.not_found);
    return view;
  };

  const make = async (
    exchange: Exchange,
    { name, owner }: Static<typeof NewOrganizationBody>,
  ): Promise<FoundedOrganization> => {
    const runs = operator?.(exchange.request);
    if (runs !== undefined) {
      if (owner === undefined) throw new Problem(identityProblems.details_required);
      return unwrap(await accounts.foundOrganization(runs, { name, owner }));
    }
    const member = await requireMember(accounts, exchange);
    requirePermission(member, "settings:*");
    if (owner !== undefined) throw notYours;
    return unwrap(await accounts.createOrganization(member, { name }));
  };

  return new Elysia({
    name: "nx-organizations",
    prefix: "/organizations",
    normalize: false,
    tags: ["Organizations"],
  })
    .use(strictJson())
    .get(
      "",
      async ({ request, set, query }) => {
        if (operator?.(request)) return accounts.allOrganizations(query);
        return accounts.organizations(await requireSession(accounts, { request, set }), query);
      },
      {
        query: PageQueryText,
        response: { 200: OrganizationPage, ...refusals },
        detail: {
          summary: "List the organizations that one may work in, the oldest first",
          description:
            "Each with one's role there. Owners and admins of an organization are the same in its sub-organizations. The header `X-Organization` chooses one of the list. The operator sees all.",
          security: bySession,
        },
      },
    )
    .post(
      "",
      async ({ request, body, set, status }) => {
        const made = await make({ request, set }, body);
        set.headers["location"] = `/v1/organizations/${made.id}`;
        return status(201, made);
      },
      {
        body: NewOrganizationBody,
        response: {
          201: FoundedOrganization,
          ...sessionRefusals,
          409: refusal(identityProblems.not_a_parent),
        },
        detail: {
          summary: "Make a sub-organization",
          description:
            "The operator makes one beside the first instead, and names its `owner`, who is invited.",
          security: bySession,
        },
      },
    )
    .get(
      "/:id",
      async ({ request, set, params }) =>
        found(await accounts.organization(await memberThere({ request, set }, params.id))),
      {
        params: IdPath,
        response: { 200: OrganizationView, ...refusals },
        detail: { summary: "One organization", security: bySession },
      },
    )
    .patch(
      "/:id",
      async ({ request, set, params, body }) => {
        const member = await memberThere({ request, set }, params.id);
        requirePermission(member, "settings:*");
        return found(await accounts.renameOrganization(member, body));
      },
      {
        params: IdPath,
        body: OrganizationBody,
        response: { 200: OrganizationView, ...refusals },
        detail: { summary: "Rename an organization", security: bySession },
      },
    );
};

const notYours = new Problem(coreProblems.invalid_request, {
  errors: [
    { path: "/owner", code: "not_allowed", message: "A sub-organization has its parent's owners." },
  ],
});
