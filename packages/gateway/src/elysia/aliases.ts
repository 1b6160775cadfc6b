import { refusal, strictJson } from "@nx/core/elysia";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { AnalyticsQuery, AnalyticsReply } from "../analytics/schemas.ts";
import {
  AcceptedMessage,
  BatchReply,
  MessageDetail,
  MessagePage,
  type SendBody,
} from "../messages/schemas.ts";
import type { SentBy } from "../messages/sent-by.ts";
import { gatewayProblems } from "../problems.ts";
import { type GatewayControllerOptions, ListQueryText, unwrap } from "./messages.ts";
import { messageRefusals, sendRefusals } from "./refusals.ts";

const Phone = Type.String({ minLength: 1, maxLength: 32 });
const Text = Type.String({ minLength: 1, maxLength: 1600 });
const strict = { additionalProperties: false } as const;

const OneByReceiver = Type.Object({ receiver: Phone, message: Text }, strict);
const OneByPhoneNumber = Type.Object({ phoneNumber: Phone, message: Text }, strict);
const OneByTo = Type.Object({ to: Phone, body: Text }, strict);
const ManyByReceivers = Type.Object(
  { receivers: Type.Array(Phone, { minItems: 1, maxItems: 1000 }), message: Text },
  strict,
);
const ManyByTo = Type.Object(
  { to: Type.Array(Phone, { minItems: 1, maxItems: 1000 }), body: Text },
  strict,
);

const sending = {
  response: { 202: AcceptedMessage, ...sendRefusals },
  detail: { summary: "Another name of POST /v1/messages" },
};
const sendingMany = {
  response: { 202: BatchReply, 422: refusal(gatewayProblems.over_limit) },
  detail: { summary: "Another name of POST /v1/messages/batch" },
};
const listing = {
  query: ListQueryText,
  response: { 200: MessagePage },
  detail: { summary: "Another name of GET /v1/messages" },
};

interface Sender {
  readonly organizationId: string;
  readonly by: SentBy | undefined;
}

/** The message routes under the names that other systems use; mount it at the root of the app. */
export const gatewayAliases = ({ gateway, organization, sentBy }: GatewayControllerOptions) => {
  const one = async ({ organizationId, by }: Sender, input: SendBody) =>
    unwrap(await gateway.send(organizationId, input, by)).message;
  const many = ({ organizationId, by }: Sender, phones: readonly string[], body: string) => {
    const messages = phones.map((to) => ({ to, body }));
    return gateway.sendBatch(organizationId, { messages }, undefined, by);
  };
  return new Elysia({ name: "nx-gateway-aliases", normalize: false, tags: ["Aliases"] })
    .derive(({ request }) => ({ organizationId: organization(request) }))
    .derive(({ request, organizationId }) => ({
      sender: { organizationId, by: sentBy?.(request) },
    }))
    .use(strictJson())
    .post(
      "/sms",
      async ({ sender, body, status }) =>
        status(202, await one(sender, { to: body.receiver, body: body.message })),
      { body: OneByReceiver, ...sending },
    )
    .post(
      "/sms/send",
      async ({ sender, body, status }) =>
        status(202, await one(sender, { to: body.phoneNumber, body: body.message })),
      { body: OneByPhoneNumber, ...sending },
    )
    .post(
      "/api/sms/send",
      async ({ sender, body, status }) => status(202, await one(sender, body)),
      { body: OneByTo, ...sending },
    )
    .post(
      "/sms/bulk",
      async ({ sender, body, status }) =>
        status(202, await many(sender, body.receivers, body.message)),
      { body: ManyByReceivers, ...sendingMany },
    )
    .post(
      "/api/sms/send-bulk",
      async ({ sender, body, status }) => status(202, await many(sender, body.to, body.body)),
      { body: ManyByTo, ...sendingMany },
    )
    .get(
      "/api/sms/status/:id",
      async ({ organizationId, params }) => unwrap(await gateway.read(organizationId, params.id)),
      {
        params: Type.Object({ id: Type.String({ maxLength: 40 }) }),
        response: { 200: MessageDetail, ...messageRefusals },
        detail: { summary: "Another name of GET /v1/messages/{id}" },
      },
    )
    .get(
      "/api/sms/messages",
      ({ organizationId, query }) => gateway.list(organizationId, query),
      listing,
    )
    .get(
      "/sms/messages",
      ({ organizationId, query }) => gateway.list(organizationId, query),
      listing,
    )
    .get(
      "/api/sms/analytics",
      async ({ organizationId, query }) => unwrap(await gateway.analytics(organizationId, query)),
      {
        query: AnalyticsQuery,
        response: { 200: AnalyticsReply, 422: refusal(gatewayProblems.invalid_period) },
        detail: { summary: "Another name of GET /v1/analytics" },
      },
    );
};
