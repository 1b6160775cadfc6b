import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import { ContactPage, ContactQuery, mostContacts } from "../contacts/schemas.ts";
import {
  Group,
  GroupBody,
  GroupList,
  GroupPatch,
  MembersBody,
  MembersReply,
} from "../groups/schemas.ts";
import { outreachProblems } from "../problems.ts";
import { type OutreachControllerOptions, unwrap } from "./options.ts";

const Path = Type.Object({ id: Type.String({ maxLength: 40, description: "`grp_…`" }) });
// In a query every value is a text; `t.Numeric` reads it as a number.
const PageQueryText = Type.Object(
  {
    limit: Type.Optional(
      t.Numeric({ minimum: 1, maximum: mostContacts, multipleOf: 1, default: 50 }),
    ),
    cursor: ContactQuery.properties.cursor,
  },
  { additionalProperties: false },
);

const own = outreachProblems;
const aboutOne = { 404: refusal(own.group_not_found) } as const;

/** The routes of groups as a plugin: mount it under `/v1`, beside `problems`. */
export const groupsController = (
  { outreach: { groups }, access }: OutreachControllerOptions,
  { tags = ["Groups"] } = {},
) =>
  new Elysia({ prefix: "/groups", normalize: false, tags })
    .derive(({ request }) => ({ organizationId: access(request).organizationId }))
    .use(strictJson())
    .get("", ({ organizationId }) => groups.list(organizationId), {
      response: { 200: GroupList },
      detail: { summary: "All groups, by name" },
    })
    .post(
      "",
      async ({ organizationId, body, set, status }) => {
        const made = unwrap(await groups.create(organizationId, body));
        set.headers["location"] = `/v1/groups/${made.id}`;
        return status(201, made);
      },
      {
        body: GroupBody,
        response: { 201: Group, 409: refusal(own.name_taken, own.too_many_groups) },
        detail: { summary: "Make a group" },
      },
    )
    .get(
      "/:id",
      async ({ organizationId, params }) => unwrap(await groups.read(organizationId, params.id)),
      {
        params: Path,
        response: { 200: Group, ...aboutOne },
        detail: { summary: "A group, and how many are in it" },
      },
    )
    .patch(
      "/:id",
      async ({ organizationId, params, body }) =>
        unwrap(await groups.update(organizationId, params.id, body)),
      {
        params: Path,
        body: GroupPatch,
        response: { 200: Group, ...aboutOne, 409: refusal(own.name_taken) },
        detail: { summary: "Change a group" },
      },
    )
    .delete(
      "/:id",
      async ({ organizationId, params, status }) => {
        unwrap(await groups.remove(organizationId, params.id));
        return status(204, undefined);
      },
      {
        params: Path,
        response: { 204: Type.Undefined(), ...aboutOne },
        detail: { summary: "Remove a group; its contacts stay" },
      },
    )
    .get(
      "/:id/members",
      async ({ organizationId, params, query }) =>
        unwrap(await groups.members(organizationId, params.id, query)),
      {
        params: Path,
        query: PageQueryText,
        response: { 200: ContactPage, ...aboutOne },
        detail: { summary: "The contacts of a group, the newest first" },
      },
    )
    .put(
      "/:id/members",
      async ({ organizationId, params, body }) =>
        unwrap(await groups.addMembers(organizationId, params.id, body)),
      {
        params: Path,
        body: MembersBody,
        response: { 200: MembersReply, ...aboutOne },
        detail: { summary: "Add contacts to a group; whoever is in it stays" },
      },
    )
    .delete(
      "/:id/members",
      async ({ organizationId, params, body }) =>
        unwrap(await groups.removeMembers(organizationId, params.id, body)),
      {
        params: Path,
        body: MembersBody,
        response: { 200: MembersReply, ...aboutOne },
        detail: { summary: "Take contacts out of a group" },
      },
    );
