import { type Static, Type } from "@sinclair/typebox";
import { Email, Name, RoleName } from "../accounts/schemas.ts";

const Limit = Type.Integer({ minimum: 1, maximum: 200, default: 50 });
const Cursor = Type.String({ maxLength: 40, description: "`nextCursor` of the page before." });
const page = {
  nextCursor: Type.Optional(Type.String({ description: "Where the next page begins." })),
  hasMore: Type.Boolean(),
};

/** Query of the lists here. */
export const PageQuery = Type.Object(
  { limit: Type.Optional(Limit), cursor: Type.Optional(Cursor) },
  { additionalProperties: false },
);
export type PageQuery = Static<typeof PageQuery>;

/** An organization, as one of those who may work in it sees it, or whoever runs the platform. */
export const OrganizationView = Type.Object({
  id: Type.String({ examples: ["org_01kage5zv4f6rv3t3g0vr2k4dp"] }),
  name: Type.String(),
  parentId: Type.Optional(Type.String({ description: "Of a sub-organization." })),
  role: Type.Optional({
    ...RoleName,
    description: "What one is there; absent for the operator, who is no member.",
  }),
  createdAt: Type.String({ format: "date-time" }),
});
export type OrganizationView = Static<typeof OrganizationView>;

/** Reply of `GET /organizations`. */
export const OrganizationPage = Type.Object({ data: Type.Array(OrganizationView), ...page });
export type OrganizationPage = Static<typeof OrganizationPage>;

/** Body of `PATCH /organizations/{id}`. */
export const OrganizationBody = Type.Object({ name: Name }, { additionalProperties: false });

const Address = {
  email: Type.Optional(Email),
  phone: Type.Optional(
    Type.String({ minLength: 1, maxLength: 32, description: "E.164.", examples: ["+84912345678"] }),
  ),
};

/** Body of `POST /organizations`. */
export const NewOrganizationBody = Type.Object(
  {
    name: Name,
    owner: Type.Optional(
      Type.Object(Address, {
        additionalProperties: false,
        description:
          "Of the operator alone, who must name one: either `email` or `phone` of whoever is invited to own it.",
      }),
    ),
  },
  { additionalProperties: false },
);

/** Path of the routes that name something by its id. */
export const IdPath = Type.Object({ id: Type.String({ maxLength: 40 }) });

/** Somebody with a role of its own in an organization. */
export const MemberView = Type.Object({
  id: Type.String({ description: "Id of the user.", examples: ["usr_01kage5zv4f6rv3t3g0vr2k4dp"] }),
  name: Type.String(),
  email: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String({ description: "E.164." })),
  role: RoleName,
  joinedAt: Type.String({ format: "date-time" }),
});
export type MemberView = Static<typeof MemberView>;

/** Reply of `GET /members`. */
export const MemberPage = Type.Object({ data: Type.Array(MemberView), ...page });
export type MemberPage = Static<typeof MemberPage>;

/** Body of `PATCH /members/{id}`. */
export const RoleBody = Type.Object({ role: RoleName }, { additionalProperties: false });

/** Body of `POST /members/invitations`. */
export const InviteBody = Type.Object(
  {
    role: RoleName,
    ...Address,
  },
  { additionalProperties: false, description: "Either `email` or `phone`." },
);
export type InviteBody = Static<typeof InviteBody>;

/** Somebody who was asked to join and has not answered. */
export const InvitationView = Type.Object({
  id: Type.String({ examples: ["inv_01kage5zv4f6rv3t3g0vr2k4dp"] }),
  email: Type.Optional(Type.String()),
  phone: Type.Optional(Type.String()),
  role: RoleName,
  createdAt: Type.String({ format: "date-time" }),
  expiresAt: Type.String({ format: "date-time" }),
});
export type InvitationView = Static<typeof InvitationView>;

/** Reply of `POST /members/invitations`. */
export const InvitedReply = Type.Object({
  ...InvitationView.properties,
  link: Type.Optional(
    Type.String({
      description:
        "Shown once, and only where nothing sends it: to be handed to the one who is invited.",
    }),
  ),
});
export type InvitedReply = Static<typeof InvitedReply>;

/** Reply of `POST /organizations`. */
export const FoundedOrganization = Type.Object({
  ...OrganizationView.properties,
  invitation: Type.Optional({
    ...InvitedReply,
    description: "Of its owner, where the operator made it; absent where it could not be sent.",
  }),
});
export type FoundedOrganization = Static<typeof FoundedOrganization>;

/** Reply of `GET /members/invitations`. */
export const InvitationPage = Type.Object({ data: Type.Array(InvitationView), ...page });
export type InvitationPage = Static<typeof InvitationPage>;
