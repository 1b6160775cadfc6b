import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import {
  AssignBody,
  Expectation,
  ExpectationBody,
  mostQuarantined,
  QuarantinedAnswer,
  QuarantinePage,
  QuarantineQuery,
} from "../expectations/schemas.ts";
import { outreachProblems } from "../problems.ts";
import type { SendingControllerOptions } from "./conversations.ts";
import { type OutreachControllerOptions, unwrap } from "./options.ts";

const own = outreachProblems;
const Path = Type.Object({ id: Type.String({ maxLength: 40, description: "`exp_…`" }) });
const AnswerPath = Type.Object({
  id: Type.String({ maxLength: 40, description: "`msg_…` of the inbound message." }),
});
// In a query every value is a text; `t.Numeric` reads it as a number.
const QuarantineQueryText = Type.Object(
  {
    ...QuarantineQuery.properties,
    resolved: Type.Optional(t.BooleanString()),
    limit: Type.Optional(
      t.Numeric({ minimum: 1, maximum: mostQuarantined, multipleOf: 1, default: 50 }),
    ),
  },
  { additionalProperties: false },
);

/** The routes of expectations as a plugin: mount it under `/v1`, beside `problems`. */
export const expectationsController = ({
  outreach: { expectations },
  access,
  sentBy,
}: SendingControllerOptions) =>
  new Elysia({
    ...{ name: "nx-expectations", prefix: "/expectations", normalize: false },
    tags: ["Expectations"],
  })
    .derive(({ request }) => ({ organizationId: access(request).organizationId }))
    .use(strictJson())
    .post(
      "",
      async ({ request, organizationId, body, set, status }) => {
        const made = unwrap(await expectations.create(organizationId, body, sentBy?.(request)));
        set.headers["location"] = `/v1/expectations/${made.id}`;
        return status(202, made);
      },
      {
        body: ExpectationBody,
        response: {
          202: Expectation,
          409: refusal(own.request_id_taken),
          422: refusal(own.invalid_phone, own.invalid_expiry, own.invalid_quorum, own.cannot_ask),
        },
        detail: {
          summary: "Ask people for an answer",
          description:
            "Sends the question to each and counts what they answer, of everybody the first answer. With a `requestId` the request is repeatable.",
        },
      },
    )
    .get(
      "/:id",
      async ({ organizationId, params }) =>
        unwrap(await expectations.read(organizationId, params.id)),
      {
        params: Path,
        response: { 200: Expectation, 404: refusal(own.expectation_not_found) },
        detail: { summary: "A question, the answers and their counts" },
      },
    );

const aboutOne = {
  404: refusal(own.quarantined_answer_not_found),
  409: refusal(own.already_resolved),
} as const;

/** The routes of answers that were not counted, as a plugin: mount it under `/v1`. */
export const quarantineController = ({
  outreach: { expectations },
  access,
}: OutreachControllerOptions) =>
  new Elysia({
    ...{ name: "nx-quarantine", prefix: "/quarantine", normalize: false },
    tags: ["Expectations"],
  })
    .derive(({ request }) => ({ by: access(request) }))
    .use(strictJson())
    .get("", ({ by, query }) => expectations.quarantine(by.organizationId, query), {
      query: QuarantineQueryText,
      response: { 200: QuarantinePage },
      detail: {
        summary: "Answers that nobody could be sure about, the newest first",
        description: "Those that wait, or with `resolved=true` those that do not any more.",
      },
    })
    .post(
      "/:id/assign",
      async ({ by, params, body }) =>
        unwrap(await expectations.assign(by.organizationId, params.id, body, by.actor)),
      {
        params: AnswerPath,
        body: AssignBody,
        response: {
          200: QuarantinedAnswer,
          404: refusal(own.quarantined_answer_not_found, own.expectation_not_found),
          409: aboutOne[409],
          422: refusal(own.not_asked, own.unknown_answer),
        },
        detail: {
          summary: "Count an answer by hand",
          description:
            "In the place of what its sender answered before. An expectation that has ended keeps its outcome.",
        },
      },
    )
    .post(
      "/:id/dismiss",
      async ({ by, params }) =>
        unwrap(await expectations.dismiss(by.organizationId, params.id, by.actor)),
      {
        params: AnswerPath,
        response: { 200: QuarantinedAnswer, ...aboutOne },
        detail: { summary: "Put an answer away" },
      },
    );
