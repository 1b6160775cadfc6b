import { refusal, strictJson } from "@nx/core/elysia";
import type { SentBy } from "@nx/gateway";
import { AcceptedMessage } from "@nx/gateway";
import { sendRefusals, unwrap as unwrapSent } from "@nx/gateway/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import {
  ActionBody,
  Campaign,
  CampaignBody,
  CampaignDetail,
  CampaignPage,
  CampaignPatch,
  CampaignQuery,
  CampaignStats,
  Forecast,
  mostOnPage,
  RecipientPage,
  RecipientQuery,
  RecipientsBody,
  RecipientsReply,
  TestBody,
} from "../campaigns/schemas.ts";
import { outreachProblems as own } from "../problems.ts";
import { bytesOf, csvBody } from "./imports.ts";
import { type OutreachControllerOptions, unwrap } from "./options.ts";

/** What the controller of campaigns needs besides. */
export interface CampaignsControllerOptions extends OutreachControllerOptions {
  /** Who sends: a key, for its budgets, or somebody who is signed in. */
  readonly sentBy?: (request: Request) => SentBy;
}

const Path = Type.Object({ id: Type.String({ maxLength: 40, description: "`cmp_…`" }) });
const aboutOne = { 404: refusal(own.campaign_not_found) } as const;
const wrongPlan = [
  own.invalid_variants,
  own.invalid_text,
  own.invalid_schedule,
  own.invalid_time_zone,
  own.unknown_segment,
  own.invalid_template,
] as const;
/** Of 1,000 recipients with their variables. */
const recipientsBytes = 4 * 1024 * 1024;
// In a query every value is a text; `t.Numeric` reads it as a number.
const limit = Type.Optional(
  t.Numeric({ minimum: 1, maximum: mostOnPage, multipleOf: 1, default: 50 }),
);
const strict = { additionalProperties: false } as const;
const CampaignQueryText = Type.Object({ ...CampaignQuery.properties, limit }, strict);
const RecipientQueryText = Type.Object({ ...RecipientQuery.properties, limit }, strict);
const FileQuery = Type.Object(
  {
    region: Type.Optional(
      Type.String({
        pattern: "^[A-Z]{2}$",
        description: "The country in whose national form its numbers are.",
        examples: ["VN"],
      }),
    ),
  },
  strict,
);

const actionReplies = {
  202: Campaign,
  ...aboutOne,
  409: refusal(own.campaign_state, own.campaign_changed),
} as const;
const startReplies = {
  202: Campaign,
  ...aboutOne,
  409: refusal(own.campaign_state, own.campaign_changed),
  422: refusal(own.audience_missing),
} as const;
const acting = (summary: string) => ({
  params: Path,
  body: Type.Optional(ActionBody),
  response: actionReplies,
  detail: { summary },
});

/** The routes of campaigns as a plugin: mount it under `/v1`, beside `problems`. */
export const campaignsController = (
  options: CampaignsControllerOptions,
  { tags = ["Campaigns"] } = {},
) => {
  const { outreach, access } = options;
  const { campaigns } = outreach;
  return new Elysia({ prefix: "/campaigns", normalize: false, tags })
    .derive(({ request }) => {
      const by = access(request);
      return { by, organizationId: by.organizationId };
    })
    .use(givingRoutes(options))
    .use(strictJson())
    .get("", ({ organizationId, query }) => campaigns.list(organizationId, query), {
      query: CampaignQueryText,
      response: { 200: CampaignPage },
      detail: { summary: "Campaigns, the newest first" },
    })
    .post(
      "",
      async ({ organizationId, body, set, status }) => {
        const made = unwrap(await campaigns.create(organizationId, body));
        set.headers["location"] = `/v1/campaigns/${made.id}`;
        return status(201, made);
      },
      {
        body: CampaignBody,
        response: { 201: Campaign, 422: refusal(...wrongPlan) },
        detail: {
          summary: "Make a campaign, as a draft",
          description:
            "Its audience are contacts (`audience`) or recipients that are given to the draft. Nothing is sent before it is started.",
        },
      },
    )
    .get(
      "/:id",
      async ({ organizationId, params }) => unwrap(await campaigns.read(organizationId, params.id)),
      {
        params: Path,
        response: { 200: CampaignDetail, ...aboutOne },
        detail: { summary: "A campaign, and what became of its audience" },
      },
    )
    .get(
      "/:id/stats",
      async ({ organizationId, params }) =>
        unwrap(await campaigns.read(organizationId, params.id)).stats,
      {
        params: Path,
        response: { 200: CampaignStats, ...aboutOne },
        detail: { summary: "What became of the audience: every recipient in exactly one bucket" },
      },
    )
    .patch(
      "/:id",
      async ({ organizationId, params, body }) =>
        unwrap(await campaigns.update(organizationId, params.id, body)),
      {
        params: Path,
        body: CampaignPatch,
        response: {
          200: Campaign,
          ...aboutOne,
          409: refusal(own.campaign_state, own.campaign_changed, own.audience_given),
          422: refusal(...wrongPlan),
        },
        detail: { summary: "Change a draft" },
      },
    )
    .delete(
      "/:id",
      async ({ organizationId, params, status }) => {
        unwrap(await campaigns.remove(organizationId, params.id));
        return status(204, undefined);
      },
      {
        params: Path,
        response: {
          204: Type.Void(),
          ...aboutOne,
          409: refusal(own.campaign_state, own.campaign_in_use),
        },
        detail: { summary: "Delete a draft" },
      },
    )
    .post(
      "/:id/duplicate",
      async ({ organizationId, params, set, status }) => {
        const made = unwrap(await campaigns.duplicate(organizationId, params.id));
        set.headers["location"] = `/v1/campaigns/${made.id}`;
        return status(201, made);
      },
      {
        params: Path,
        response: { 201: Campaign, ...aboutOne },
        detail: { summary: "A new draft like it, for the same people" },
      },
    )
    .post(
      "/:id/forecast",
      async ({ organizationId, params }) =>
        unwrap(await campaigns.forecast(organizationId, params.id)),
      {
        params: Path,
        response: { 200: Forecast, ...aboutOne, 422: refusal(own.unknown_segment) },
        detail: {
          summary: "What it would be and cost if it began now",
          description:
            "Up to 1,000 recipients are written to and priced, and stand for all of a larger audience. Nothing is sent.",
        },
      },
    )
    .post(
      "/:id/test",
      async ({ request, organizationId, params, body, status }) => {
        const by = options.sentBy?.(request);
        const tested = unwrap(await campaigns.sendTest(organizationId, params.id, body, by));
        return status(202, unwrapSent(tested).message);
      },
      {
        params: Path,
        body: TestBody,
        response: {
          202: AcceptedMessage,
          ...sendRefusals,
          ...aboutOne,
          400: refusal(own.missing_variable),
          422: refusal(own.unknown_variant, own.invalid_template),
        },
        detail: { summary: "Send its text to one number, for example your own" },
      },
    )
    .post(
      "/:id/start",
      async ({ by, organizationId, params, body, status }) =>
        status(202, unwrap(await campaigns.start(organizationId, params.id, body ?? {}, by))),
      {
        ...acting("Start it, or have it wait for its time"),
        response: startReplies,
      },
    )
    .post(
      "/:id/pause",
      async ({ organizationId, params, body, status }) =>
        status(202, unwrap(await campaigns.pause(organizationId, params.id, body ?? {}))),
      acting("Pause it: from now on nothing of it leaves"),
    )
    .post(
      "/:id/resume",
      async ({ organizationId, params, body, status }) =>
        status(202, unwrap(await campaigns.resume(organizationId, params.id, body ?? {}))),
      acting("Have it go on where it was paused"),
    )
    .post(
      "/:id/cancel",
      async ({ organizationId, params, body, status }) =>
        status(202, unwrap(await campaigns.cancel(organizationId, params.id, body ?? {}))),
      acting("End it for good: from now on nothing of it leaves"),
    )
    .get(
      "/:id/recipients",
      async ({ organizationId, params, query }) =>
        unwrap(await campaigns.recipients(organizationId, params.id, query)),
      {
        params: Path,
        query: RecipientQueryText,
        response: { 200: RecipientPage, ...aboutOne },
        detail: { summary: "Its audience, all or one bucket, or one number of it" },
      },
    );
};

/** Routes that take recipients: larger bodies, and files as they are. */
const givingRoutes = ({ outreach: { campaigns }, access }: CampaignsControllerOptions) =>
  new Elysia({ normalize: false })
    .derive(({ request }) => ({ organizationId: access(request).organizationId }))
    .post(
      "/:id/recipients/import",
      async ({ organizationId, params, request, query }) =>
        unwrap(await campaigns.giveFile(organizationId, params.id, bytesOf(request), query.region)),
      {
        parse: "none",
        params: Path,
        query: FileQuery,
        response: {
          200: RecipientsReply,
          ...aboutOne,
          409: refusal(own.campaign_state, own.audience_given),
          413: refusal(own.import_too_large),
          415: refusal(own.not_csv),
          422: refusal(own.unknown_region, own.no_phone_column, own.too_many_recipients),
        },
        detail: {
          summary: "Give a draft the recipients of a CSV file",
          description:
            "The file is the body, read as it arrives; columns beside the number are the variables of the text. The same file twice changes nothing.",
          ...csvBody,
        },
      },
    )
    .use(strictJson({ maxBytes: recipientsBytes }))
    .post(
      "/:id/recipients",
      async ({ organizationId, params, body }) =>
        unwrap(await campaigns.give(organizationId, params.id, body)),
      {
        params: Path,
        body: RecipientsBody,
        response: {
          200: RecipientsReply,
          ...aboutOne,
          409: refusal(own.campaign_state, own.audience_given),
          422: refusal(own.too_many_recipients),
        },
        detail: { summary: "Give a draft up to 1,000 recipients" },
      },
    );
