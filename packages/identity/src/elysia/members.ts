import { refusal, strictJson } from "@nx/core/elysia";
import { Elysia } from "elysia";
import type { Accounts } from "../accounts/accounts.ts";
import type { Manager } from "../accounts/session.ts";
import {
  IdPath,
  InvitationPage,
  InviteBody,
  InvitedReply,
  MemberPage,
  RoleBody,
} from "../organizations/schemas.ts";
import { identityProblems } from "../problems.ts";
import {
  bySession,
  nothing,
  type OperatorOf,
  PageQueryText,
  requireMember,
  requirePermission,
  sessionRefusals,
  unwrap,
} from "./session.ts";

const aboutMember = {
  ...nothing,
  403: refusal(identityProblems.csrf_refused, identityProblems.owner_only),
  409: refusal(identityProblems.last_owner),
} as const;
export interface MembersControllerOptions {
  readonly accounts: Accounts;
  /** Absent: there are sessions and nothing else. */
  readonly operator?: OperatorOf;
}

/**
 * The members of the organization that a session works in, or whoever runs the platform: mount it
 * under `/v1`, beside `problems`. Not for API keys: one that makes members would outlive its own
 * revocation.
 */
export const membersController = ({ accounts, operator }: MembersControllerOptions) =>
  new Elysia({ name: "nx-members", prefix: "/members", normalize: false, tags: ["Members"] })
    .use(strictJson())
    .derive(async ({ request, set }): Promise<{ manager: Manager }> => {
      const runs = operator?.(request);
      if (runs !== undefined) return { manager: { ...runs, role: "owner" } };
      const member = await requireMember(accounts, { request, set });
      requirePermission(member, "members:*");
      return { manager: member };
    })
    .get("", ({ manager, query }) => accounts.members(manager, query), {
      query: PageQueryText,
      response: { 200: MemberPage, ...sessionRefusals },
      detail: {
        summary: "List members",
        description: "Owners and admins of a parent organization are listed there.",
        security: bySession,
      },
    })
    .patch(
      "/:id",
      async ({ manager, params, body, set }) => {
        unwrap(await accounts.changeRole(manager, params.id, body.role));
        set.status = 204;
      },
      {
        params: IdPath,
        body: RoleBody,
        response: aboutMember,
        detail: {
          summary: "Change the role of a member",
          description:
            "Holds at once; the member is signed out everywhere. Owners are the matter of owners, and one remains.",
          security: bySession,
        },
      },
    )
    .delete(
      "/:id",
      async ({ manager, params, set }) => {
        unwrap(await accounts.removeMember(manager, params.id));
        set.status = 204;
      },
      {
        params: IdPath,
        response: aboutMember,
        detail: {
          summary: "Remove a member",
          description: "Holds at once; the last owner stays.",
          security: bySession,
        },
      },
    )
    .post(
      "/invitations",
      async ({ manager, body, status }) =>
        status(201, unwrap(await accounts.invite(manager, body))),
      {
        body: InviteBody,
        response: {
          201: InvitedReply,
          ...sessionRefusals,
          403: refusal(identityProblems.csrf_refused, identityProblems.owner_only),
          409: refusal(identityProblems.already_member),
          503: refusal(identityProblems.invitation_not_sent),
        },
        detail: {
          summary: "Invite somebody",
          description:
            "By e-mail address or phone, for seven days; an older invitation of the same address is void. Where nothing sends it, the reply has the link, once.",
          security: bySession,
        },
      },
    )
    .get("/invitations", ({ manager, query }) => accounts.invitations(manager, query), {
      query: PageQueryText,
      response: { 200: InvitationPage, ...sessionRefusals },
      detail: { summary: "List the invitations that nobody answered yet", security: bySession },
    })
    .delete(
      "/invitations/:id",
      async ({ manager, params, set }) => {
        unwrap(await accounts.withdrawInvitation(manager, params.id));
        set.status = 204;
      },
      {
        params: IdPath,
        response: nothing,
        detail: { summary: "Withdraw an invitation", security: bySession },
      },
    );
