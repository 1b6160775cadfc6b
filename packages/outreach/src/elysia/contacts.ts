import { coreProblems, Problem } from "@nx/core";
import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import {
  BatchBody,
  BatchReply,
  Contact,
  ContactBody,
  ContactLink,
  ContactPage,
  ContactPatch,
  ContactQuery,
  mostContacts,
} from "../contacts/schemas.ts";
import { outreachProblems } from "../problems.ts";
import { mostItems, TimelinePage, TimelineQuery } from "../timeline/schemas.ts";
import { type OutreachControllerOptions, unwrap } from "./options.ts";

const strict = { additionalProperties: false } as const;
/** A thousand contacts with some fields each. */
const mostBytes = 2 * 1024 * 1024;

const Path = Type.Object({ id: Type.String({ maxLength: 40, description: "`con_…`" }) });
const LinkPath = Type.Object({ ...Path.properties, ...ContactLink.properties });
// In a query every value is a text; `t.Numeric` reads it as a number.
const limitText = (maximum: number) =>
  Type.Optional(t.Numeric({ minimum: 1, maximum, multipleOf: 1, default: 50 }));
const ContactQueryText = Type.Object(
  { ...ContactQuery.properties, limit: limitText(mostContacts) },
  strict,
);
const TimelineQueryText = Type.Object(
  { ...TimelineQuery.properties, limit: limitText(mostItems) },
  strict,
);
const IfMatch = Type.Object({
  "if-match": Type.Optional(
    Type.String({ maxLength: 40, description: "`ETag` of the contact as you know it." }),
  ),
});

const own = outreachProblems;
const aboutOne = { 404: refusal(own.contact_not_found) } as const;
const badInput = refusal(own.invalid_phone, own.invalid_time_zone);

/** The routes of contacts as a plugin: mount it under `/v1`, beside `problems`. */
export const contactsController = (
  { outreach: { contacts }, access }: OutreachControllerOptions,
  { tags = ["Contacts"] } = {},
) =>
  new Elysia({ prefix: "/contacts", normalize: false, tags })
    .derive(({ request }) => ({ organizationId: access(request).organizationId }))
    .use(strictJson({ maxBytes: mostBytes }))
    .get(
      "",
      async ({ organizationId, query }) => unwrap(await contacts.list(organizationId, query)),
      {
        query: ContactQueryText,
        response: { 200: ContactPage, 404: refusal(own.segment_not_found) },
        detail: { summary: "Contacts, the newest first" },
      },
    )
    .post(
      "",
      async ({ organizationId, body, set, status }) => {
        const made = unwrap(await contacts.create(organizationId, body));
        set.headers["location"] = `/v1/contacts/${made.id}`;
        set.headers["etag"] = etagOf(made);
        return status(201, made);
      },
      {
        body: ContactBody,
        response: { 201: Contact, 409: refusal(own.contact_exists), 422: badInput },
        detail: { summary: "Make the contact of a number" },
      },
    )
    .post("/batch", ({ organizationId, body }) => contacts.createMany(organizationId, body), {
      body: BatchBody,
      response: { 200: BatchReply },
      detail: {
        summary: "Make or change up to 1,000 contacts",
        description:
          "By number: what is absent stays as it is, so that the same request twice changes nothing. Those that are refused stop none of the others.",
      },
    })
    .get(
      "/:id",
      async ({ organizationId, params, set }) => {
        const contact = unwrap(await contacts.read(organizationId, params.id));
        set.headers["etag"] = etagOf(contact);
        return contact;
      },
      {
        params: Path,
        response: { 200: Contact, ...aboutOne },
        detail: { summary: "A contact" },
      },
    )
    .patch(
      "/:id",
      async ({ organizationId, params, body, headers, set }) => {
        const version = versionIn(headers["if-match"]);
        const changed = unwrap(await contacts.update(organizationId, params.id, body, version));
        set.headers["etag"] = etagOf(changed);
        return changed;
      },
      {
        params: Path,
        headers: IfMatch,
        body: ContactPatch,
        response: {
          200: Contact,
          ...aboutOne,
          412: refusal(own.contact_changed),
          422: refusal(own.invalid_time_zone, own.too_many_fields),
        },
        detail: {
          summary: "Change a contact",
          description:
            "What is absent stays, null takes away; of `fields` and `metadata` each name by itself.",
        },
      },
    )
    .delete(
      "/:id",
      async ({ organizationId, params, status }) => {
        unwrap(await contacts.remove(organizationId, params.id));
        return status(204, undefined);
      },
      {
        params: Path,
        response: { 204: Type.Undefined(), ...aboutOne },
        detail: {
          summary: "Remove a contact",
          description:
            "Its messages stay: `POST /v1/privacy/erasures` forgets a person in everything.",
        },
      },
    )
    .put(
      "/:id/links/:kind/:externalId",
      async ({ organizationId, params: { id, ...link } }) =>
        unwrap(await contacts.link(organizationId, id, link)),
      {
        params: LinkPath,
        response: { 200: Contact, ...aboutOne, 409: refusal(own.too_many_links) },
        detail: { summary: "Note that a contact stands for a record of another system" },
      },
    )
    .delete(
      "/:id/links/:kind/:externalId",
      async ({ organizationId, params: { id, ...link } }) =>
        unwrap(await contacts.unlink(organizationId, id, link)),
      {
        params: LinkPath,
        response: { 200: Contact, ...aboutOne },
        detail: { summary: "Take a link away" },
      },
    )
    .get(
      "/:id/timeline",
      async ({ organizationId, params, query }) =>
        unwrap(await contacts.timeline(organizationId, params.id, query)),
      {
        params: Path,
        query: TimelineQueryText,
        response: { 200: TimelinePage, ...aboutOne },
        detail: {
          summary:
            "Messages to and from a contact, its consent and what happened to it, the newest first",
        },
      },
    );

const etagOf = ({ version }: Contact): string => `"${version}"`;

/** The version that `If-Match` names; any other text matches nothing that we gave out. */
function versionIn(text: string | undefined): number | undefined {
  if (text === undefined || text === "*") return undefined;
  const version = /^"(\d{1,9})"$/.exec(text)?.[1];
  if (version !== undefined) return Number(version);
  const message = "The `ETag` of the contact, with its quotes, or `*`.";
  throw new Problem(coreProblems.invalid_request, {
    errors: [{ path: "/headers/if-match", code: "bad_format", message }],
  });
}
