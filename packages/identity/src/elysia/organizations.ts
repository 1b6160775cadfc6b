import { coreProblems, Problem } from "@nx/core";
import { refusal, strictJson } from "@nx/core/elysia";
import { Elysia } from "elysia";
import type { Accounts } from "../accounts/accounts.ts";
import { credentialsOf, type Member } from "../accounts/session.ts";
import {
  IdPath,
  OrganizationBody,
  OrganizationPage,
  OrganizationView,
} from "../organizations/schemas.ts";
import { identityProblems } from "../problems.ts";
import {
  bySession,
  PageQueryText,
  refusals,
  requireMember,
  requirePermission,
  requireSession,
  sessionRefusals,
  unwrap,
} from "./session.ts";

/** The organizations of whoever is signed in: mount it under `/v1`, beside `problems`. */
export const organizationsController = ({ accounts }: { readonly accounts: Accounts }) => {
  /** The member that the session is in the organization of a path. */
  const memberThere = async (request: Request, id: string): Promise<Member> => {
    const { token } = credentialsOf(request);
    const member = await accounts.memberOf({ token, organization: id });
    if (!member) throw new Problem(coreProblems.not_found);
    return member;
  };
  const found = (view: OrganizationView | undefined): OrganizationView => {
    if (!view) throw new Problem(coreProblems.not_found);
    return view;
  };

  return new Elysia({
    name: "nx-organizations",
    prefix: "/organizations",
    normalize: false,
    tags: ["Organizations"],
  })
    .use(strictJson())
    .derive(async ({ request }) => ({ session: await requireSession(accounts, request) }))
    .get("", ({ session, query }) => accounts.organizations(session, query), {
      query: PageQueryText,
      response: { 200: OrganizationPage, ...sessionRefusals },
      detail: {
        summary: "List the organizations that one may work in, the oldest first",
        description:
          "Owners and admins of an organization are the same in its sub-organizations. The header `X-Organization` chooses one of the list.",
        security: bySession,
      },
    })
    .post(
      "",
      async ({ request, body, set, status }) => {
        const member = await requireMember(accounts, request);
        requirePermission(member, "settings:*");
        const made = unwrap(await accounts.createOrganization(member, body));
        set.headers["location"] = `/v1/organizations/${made.id}`;
        return status(201, made);
      },
      {
        body: OrganizationBody,
        response: {
          201: OrganizationView,
          ...sessionRefusals,
          409: refusal(identityProblems.not_a_parent),
        },
        detail: { summary: "Make a sub-organization", security: bySession },
      },
    )
    .get(
      "/:id",
      async ({ request, params }) =>
        found(await accounts.organization(await memberThere(request, params.id))),
      {
        params: IdPath,
        response: { 200: OrganizationView, ...refusals },
        detail: { summary: "One organization", security: bySession },
      },
    )
    .patch(
      "/:id",
      async ({ request, params, body }) => {
        const member = await memberThere(request, params.id);
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
