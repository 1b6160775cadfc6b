import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import {
  Automation,
  AutomationBody,
  AutomationDetail,
  AutomationList,
  AutomationPatch,
  EnrolBody,
  EnrolmentPage,
  EnrolmentQuery,
  EnrolReply,
} from "../automations/schemas.ts";
import { outreachProblems as own } from "../problems.ts";
import { type OutreachControllerOptions, unwrap } from "./options.ts";

const id = Type.String({ maxLength: 40, description: "`aut_…`" });
const Path = Type.Object({ id });
const EnrolmentPath = Type.Object({
  id,
  enrolment: Type.String({ maxLength: 40, description: "`enr_…`" }),
});
// In a query every value is a text; `t.Numeric` reads it as a number.
const limit = Type.Optional(t.Numeric({ minimum: 1, maximum: 100, multipleOf: 1, default: 50 }));
const EnrolmentQueryText = Type.Object(
  { ...EnrolmentQuery.properties, limit },
  { additionalProperties: false },
);

const aboutOne = { 404: refusal(own.automation_not_found) } as const;
const wrongPlan = refusal(
  own.invalid_automation,
  own.invalid_text,
  own.invalid_template,
  own.invalid_time_zone,
  own.keywords_required,
  own.segment_too_large,
  own.unknown_group,
);
/** Of the largest automation there may be. */
const bodyBytes = 1024 * 1024;

/** The routes of automations as a plugin: mount it under `/v1`, beside `problems`. */
export const automationsController = ({
  outreach: { automations },
  access,
}: OutreachControllerOptions) =>
  new Elysia({
    ...{ name: "nx-automations", prefix: "/automations", normalize: false, tags: ["Automations"] },
  })
    .derive(({ request }) => ({ organizationId: access(request).organizationId }))
    .use(strictJson({ maxBytes: bodyBytes }))
    .get("", ({ organizationId }) => automations.list(organizationId), {
      response: { 200: AutomationList },
      detail: { summary: "All automations, by name" },
    })
    .post(
      "",
      async ({ organizationId, body, set, status }) => {
        const made = unwrap(await automations.create(organizationId, body));
        set.headers["location"] = `/v1/automations/${made.id}`;
        return status(201, made);
      },
      {
        body: AutomationBody,
        response: {
          201: Automation,
          409: refusal(own.name_taken, own.too_many_entries),
          422: wrongPlan,
        },
        detail: {
          summary: "Make an automation, as a draft",
          description:
            "What enrols contacts (`trigger`), and what is done for them then, one step after the other. It does nothing before it is activated.",
        },
      },
    )
    .get(
      "/:id",
      async ({ organizationId, params }) =>
        unwrap(await automations.read(organizationId, params.id)),
      {
        params: Path,
        response: { 200: AutomationDetail, ...aboutOne },
        detail: { summary: "An automation, and how many contacts stand where" },
      },
    )
    .patch(
      "/:id",
      async ({ organizationId, params, body }) =>
        unwrap(await automations.update(organizationId, params.id, body)),
      {
        params: Path,
        body: AutomationPatch,
        response: { 200: Automation, ...aboutOne, 409: refusal(own.name_taken), 422: wrongPlan },
        detail: {
          summary: "Change an automation, in any state",
          description: "Whoever is under way goes on by the steps they began with.",
        },
      },
    )
    .delete(
      "/:id",
      async ({ organizationId, params, status }) => {
        unwrap(await automations.remove(organizationId, params.id));
        return status(204, undefined);
      },
      {
        params: Path,
        response: { 204: Type.Void(), ...aboutOne, 409: refusal(own.automation_state) },
        detail: { summary: "Delete an automation that is not active, and who was in it" },
      },
    )
    .post(
      "/:id/activate",
      async ({ organizationId, params }) =>
        unwrap(await automations.activate(organizationId, params.id)),
      {
        params: Path,
        response: { 200: Automation, ...aboutOne },
        detail: { summary: "From now on what happens enrols contacts" },
      },
    )
    .post(
      "/:id/pause",
      async ({ organizationId, params }) =>
        unwrap(await automations.pause(organizationId, params.id)),
      {
        params: Path,
        response: { 200: Automation, ...aboutOne, 409: refusal(own.automation_state) },
        detail: { summary: "From now on nobody is enrolled, and nobody taken further" },
      },
    )
    .get(
      "/:id/enrolments",
      async ({ organizationId, params, query }) =>
        unwrap(await automations.enrolments(organizationId, params.id, query)),
      {
        params: Path,
        query: EnrolmentQueryText,
        response: { 200: EnrolmentPage, ...aboutOne },
        detail: { summary: "Who is or has been in it, the newest first" },
      },
    )
    .post(
      "/:id/enrolments",
      async ({ organizationId, params, body }) =>
        unwrap(await automations.enrol(organizationId, params.id, body)),
      {
        params: Path,
        body: EnrolBody,
        response: { 200: EnrolReply, ...aboutOne, 409: refusal(own.automation_state) },
        detail: { summary: "Enrol contacts by hand" },
      },
    )
    .delete(
      "/:id/enrolments/:enrolment",
      async ({ organizationId, params, status }) => {
        unwrap(await automations.leave(organizationId, params.id, params.enrolment));
        return status(204, undefined);
      },
      {
        params: EnrolmentPath,
        response: {
          204: Type.Void(),
          404: refusal(own.automation_not_found, own.enrolment_not_found),
        },
        detail: { summary: "Take a contact out: nothing more is done for them" },
      },
    );
