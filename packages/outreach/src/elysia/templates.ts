import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import { outreachProblems } from "../problems.ts";
import {
  mostTemplates,
  PreviewBody,
  Rejection,
  TemplateBody,
  TemplateChange,
  TemplatePage,
  TemplatePreview,
  TemplateQuery,
  TemplateView,
  VersionChoice,
  VersionPage,
} from "../templates/schemas.ts";
import { type OutreachControllerOptions, unwrap } from "./options.ts";

const own = outreachProblems;
const aboutOne = { 404: refusal(own.template_not_found) } as const;
const deciding = {
  200: TemplateView,
  ...aboutOne,
  409: refusal(own.not_decidable),
} as const;
const Path = Type.Object({ id: Type.String({ maxLength: 40 }) });
// In a query every value is a text; `t.Numeric` reads it as a number.
const TemplateQueryText = Type.Object(
  {
    ...TemplateQuery.properties,
    limit: Type.Optional(
      t.Numeric({ minimum: 1, maximum: mostTemplates, multipleOf: 1, default: 50 }),
    ),
  },
  { additionalProperties: false },
);

/** The routes of templates as a plugin: mount it under `/v1`, beside `problems`. */
export const templatesController = ({
  outreach: { templates },
  access,
}: OutreachControllerOptions) =>
  new Elysia({
    name: "nx-templates",
    prefix: "/templates",
    normalize: false,
    tags: ["Templates"],
  })
    .derive(({ request }) => {
      const by = access(request);
      return { by, organizationId: by.organizationId };
    })
    .use(strictJson())
    .get("", ({ organizationId, query }) => templates.list(organizationId, query), {
      query: TemplateQueryText,
      response: { 200: TemplatePage },
      detail: { summary: "Templates, the newest first" },
    })
    .post(
      "",
      async ({ organizationId, by, body, set, status }) => {
        const template = unwrap(await templates.create(organizationId, body, by.actor));
        set.headers["location"] = `/v1/templates/${template.id}`;
        return status(201, template);
      },
      {
        body: TemplateBody,
        response: {
          201: TemplateView,
          409: refusal(own.template_name_taken),
          422: refusal(own.invalid_template),
        },
        detail: {
          summary: "Make a template",
          description: "Its variables are declared; `lint` tells what its texts cost at worst.",
        },
      },
    )
    .get(
      "/:id",
      async ({ organizationId, params }) => unwrap(await templates.read(organizationId, params.id)),
      {
        params: Path,
        response: { 200: TemplateView, ...aboutOne },
        detail: { summary: "A template as its latest version is" },
      },
    )
    .patch(
      "/:id",
      async ({ organizationId, by, params, body }) =>
        unwrap(await templates.change(organizationId, params.id, body, by.actor)),
      {
        params: Path,
        body: TemplateChange,
        response: {
          200: TemplateView,
          ...aboutOne,
          409: refusal(own.template_changed),
          422: refusal(own.invalid_template),
        },
        detail: {
          summary: "Make a new version of a template",
          description: "Fields that are absent stay. The new version is a draft.",
        },
      },
    )
    .delete(
      "/:id",
      async ({ organizationId, params, status }) =>
        status(204, unwrap(await templates.remove(organizationId, params.id))),
      {
        params: Path,
        response: { 204: Type.Undefined(), ...aboutOne },
        detail: {
          summary: "Take a template away",
          description: "Its name is free. Messages that were made from it stay as they are.",
        },
      },
    )
    .get(
      "/:id/versions",
      async ({ organizationId, params, query }) =>
        unwrap(await templates.versions(organizationId, params.id, query)),
      {
        params: Path,
        query: TemplateQueryText,
        response: { 200: VersionPage, ...aboutOne },
        detail: { summary: "Versions of a template, the latest first" },
      },
    )
    .post(
      "/:id/preview",
      async ({ organizationId, params, body }) =>
        unwrap(await templates.preview(organizationId, params.id, body)),
      {
        params: Path,
        body: PreviewBody,
        response: {
          200: TemplatePreview,
          400: refusal(own.missing_variable, own.invalid_variable),
          ...aboutOne,
        },
        detail: { summary: "A template as a phone would show it" },
      },
    )
    .post(
      "/:id/submit",
      async ({ organizationId, by, params, body }) =>
        unwrap(await templates.submit({ organizationId, by, id: params.id, input: body })),
      {
        params: Path,
        body: VersionChoice,
        response: deciding,
        detail: { summary: "Ask for a draft to be approved" },
      },
    )
    .post(
      "/:id/approve",
      async ({ organizationId, by, params, body }) =>
        unwrap(await templates.approve({ organizationId, by, id: params.id, input: body })),
      {
        params: Path,
        body: VersionChoice,
        response: deciding,
        detail: {
          summary: "Approve a version that was submitted",
          description: "By admins and owners, never by a key.",
        },
      },
    )
    .post(
      "/:id/reject",
      async ({ organizationId, by, params, body }) =>
        unwrap(await templates.reject({ organizationId, by, id: params.id, input: body })),
      {
        params: Path,
        body: Rejection,
        response: deciding,
        detail: {
          summary: "Reject a version, also one that was approved",
          description: "By admins and owners, never by a key.",
        },
      },
    );
