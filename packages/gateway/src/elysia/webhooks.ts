import type { Access } from "@nx/core";
import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia, t } from "elysia";
import type { Gateway } from "../gateway.ts";
import { gatewayProblems } from "../problems.ts";
import { WebhookPayload } from "../webhooks/payloads.ts";
import {
  DeliveryDetail,
  DeliveryPage,
  DeliveryQuery,
  mostDeliveries,
  ReplayBody,
  ReplayReply,
  SentEvent,
  Webhook,
  WebhookBody,
  WebhookList,
  WebhookPatch,
  WebhookWithSecret,
} from "../webhooks/schemas.ts";
import { unwrap } from "./messages.ts";

/** What the routes of webhooks need. */
export interface WebhooksControllerOptions {
  readonly gateway: Pick<Gateway, "webhooks">;
  /** Who asks; throws a `Problem` for those who may not. */
  readonly access: (request: Request) => Access;
}

const Path = Type.Object({
  id: Type.String({ maxLength: 40, description: "`wh_…`, or `callbacks` for the `callbackUrl`s." }),
});
const DeliveryPath = Type.Object({
  ...Path.properties,
  event: Type.String({ maxLength: 40, description: "`evt_…`" }),
});
// In a query every value is a text; `t.Numeric` reads it as a number.
const DeliveryQueryText = Type.Object(
  {
    ...DeliveryQuery.properties,
    limit: Type.Optional(
      t.Numeric({ minimum: 1, maximum: mostDeliveries, multipleOf: 1, default: 50 }),
    ),
  },
  { additionalProperties: false },
);

const own = gatewayProblems;
const aboutOne = { 404: refusal(own.webhook_not_found) } as const;
const aboutDelivery = { 404: refusal(own.webhook_not_found, own.delivery_not_found) } as const;
const disabled = { 409: refusal(own.webhook_disabled) } as const;
const badAddress = { 422: refusal(own.webhook_url_refused) } as const;
const noSecret = { 503: refusal(own.webhooks_not_configured) } as const;

/** The routes of webhooks as a plugin: mount it under `/v1`, beside `problems`. */
export const webhooksController = ({ gateway, access }: WebhooksControllerOptions) =>
  new Elysia({ name: "nx-webhooks", prefix: "/webhooks", normalize: false, tags: ["Webhooks"] })
    .derive(({ request }) => {
      const by = access(request);
      return { by, organizationId: by.organizationId };
    })
    .use(strictJson())
    .get("", ({ organizationId }) => gateway.webhooks.list(organizationId), {
      response: { 200: WebhookList },
      detail: { summary: "All webhooks, the oldest first" },
    })
    .post(
      "",
      async ({ by, organizationId, body, set, status }) => {
        const made = unwrap(await gateway.webhooks.create(organizationId, body, by));
        set.headers["location"] = `/v1/webhooks/${made.id}`;
        return status(201, made);
      },
      {
        body: WebhookBody,
        response: {
          201: WebhookWithSecret,
          409: refusal(own.too_many_webhooks),
          ...badAddress,
          ...noSecret,
        },
        detail: {
          summary: "Be told what happens",
          description:
            "From now on, at least once, signed after Standard Webhooks. The secret is in this reply alone.",
        },
      },
    )
    .get("/schemas", () => WebhookPayload, {
      response: { 200: Type.Object({}, { additionalProperties: true }) },
      detail: { summary: "JSON Schema of what is sent" },
    })
    .get(
      "/:id",
      async ({ organizationId, params }) =>
        unwrap(await gateway.webhooks.read(organizationId, params.id)),
      {
        params: Path,
        response: { 200: Webhook, ...aboutOne },
        detail: { summary: "A webhook, and how it does" },
      },
    )
    .patch(
      "/:id",
      async ({ by, organizationId, params, body }) =>
        unwrap(await gateway.webhooks.update(organizationId, params.id, body, by)),
      {
        params: Path,
        body: WebhookPatch,
        response: { 200: Webhook, ...aboutOne, ...badAddress },
        detail: { summary: "Change a webhook; `enabled: true` brings one back" },
      },
    )
    .delete(
      "/:id",
      async ({ by, organizationId, params, status }) => {
        unwrap(await gateway.webhooks.remove(organizationId, params.id, by));
        return status(204, undefined);
      },
      {
        params: Path,
        response: { 204: Type.Undefined(), ...aboutOne },
        detail: { summary: "Remove a webhook" },
      },
    )
    .post(
      "/:id/rotate-secret",
      async ({ by, organizationId, params }) =>
        unwrap(await gateway.webhooks.rotateSecret(organizationId, params.id, by)),
      {
        params: Path,
        response: { 200: WebhookWithSecret, ...aboutOne, ...noSecret },
        detail: {
          summary: "A new secret",
          description:
            "It is in this reply alone. For 24 hours the secret before it signs too. With `callbacks` it is the one for the `callbackUrl`s of messages.",
        },
      },
    )
    .post(
      "/:id/test",
      async ({ organizationId, params, status }) =>
        status(202, unwrap(await gateway.webhooks.sendTest(organizationId, params.id))),
      {
        params: Path,
        response: { 202: SentEvent, ...aboutOne, ...disabled },
        detail: {
          summary: "Send a `webhook.test`, once",
          description: "Its delivery tells what came of it.",
        },
      },
    )
    .get(
      "/:id/deliveries",
      async ({ organizationId, params, query }) =>
        unwrap(await gateway.webhooks.deliveries(organizationId, params.id, query)),
      {
        params: Path,
        query: DeliveryQueryText,
        response: { 200: DeliveryPage, ...aboutOne },
        detail: { summary: "What was sent, what is to be and what failed, of the last 30 days" },
      },
    )
    .get(
      "/:id/deliveries/:event",
      async ({ organizationId, params }) =>
        unwrap(await gateway.webhooks.delivery(organizationId, params.id, params.event)),
      {
        params: DeliveryPath,
        response: { 200: DeliveryDetail, ...aboutDelivery },
        detail: { summary: "A delivery with its attempts" },
      },
    )
    .post(
      "/:id/deliveries/:event/replay",
      async ({ organizationId, params, status }) =>
        status(202, unwrap(await gateway.webhooks.replay(organizationId, params.id, params.event))),
      {
        params: DeliveryPath,
        response: { 202: SentEvent, ...aboutDelivery, ...disabled },
        detail: { summary: "Send one event again, under the id that it always had" },
      },
    )
    .post(
      "/:id/replay",
      async ({ organizationId, params, body, status }) =>
        status(202, unwrap(await gateway.webhooks.replayRange(organizationId, params.id, body))),
      {
        params: Path,
        body: ReplayBody,
        response: { 202: ReplayReply, ...aboutOne, ...disabled },
        detail: {
          summary: "Send what happened in a time again",
          description:
            "With `missingOnly`, what was not delivered. Up to 10,000; `nextCursor` goes on with the rest.",
        },
      },
    );
