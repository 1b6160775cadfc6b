import { type Static, Type } from "@sinclair/typebox";
import { time } from "../messages/schemas.ts";
import { EventType } from "./payloads.ts";

const strict = { additionalProperties: false } as const;

/** Prefixes of ids outside. */
export const webhookPrefix = "wh";
export const eventPrefix = "evt";

/** Names the endpoint that stands for the URLs which single messages bring along. */
export const callbacksName = "callbacks";

/** Endpoints of one organization. */
export const mostWebhooks = 20;

/** Deliveries of one page. */
export const mostDeliveries = 100;

/** Deliveries that one request sends again. */
export const mostReplays = 10_000;

/** Days for which deliveries are kept, and can be replayed. */
export const keptDeliveryDays = 30;

/** Whatever a delivery may tell of. */
export const WebhookType = Type.Union([...EventType.anyOf, Type.Literal("webhook.test")]);
export type WebhookType = Static<typeof WebhookType>;

const fields = {
  url: Type.String({
    minLength: 1,
    maxLength: 2048,
    description: "https, to port 443 or 8443 of a public address.",
    examples: ["https://shop.example.com/hooks/sms"],
  }),
  types: Type.Array(EventType, {
    minItems: 1,
    maxItems: EventType.anyOf.length,
    uniqueItems: true,
    description: "Only these; all, also those to come, where it is absent.",
    examples: [["message.delivered", "message.failed"]],
  }),
  description: Type.String({ maxLength: 200 }),
  enabled: {
    description: "What happens while it is not is `MISSED`: nothing is sent until it is replayed.",
  },
  includeBody: { description: "Texts of inbound messages are part of what is sent." },
};

/** An endpoint as somebody wants it. */
export const WebhookBody = Type.Object(
  {
    url: fields.url,
    types: Type.Optional(fields.types),
    description: Type.Optional(fields.description),
    enabled: Type.Optional(Type.Boolean({ ...fields.enabled, default: true })),
    includeBody: Type.Optional(Type.Boolean({ ...fields.includeBody, default: false })),
  },
  strict,
);
export type WebhookBody = Static<typeof WebhookBody>;

/** What to change of an endpoint; the rest stays. */
export const WebhookPatch = Type.Object(
  {
    url: Type.Optional(fields.url),
    types: Type.Optional(Type.Union([fields.types, Type.Null()], { description: "Null: all." })),
    description: Type.Optional(fields.description),
    enabled: Type.Optional(Type.Boolean(fields.enabled)),
    includeBody: Type.Optional(Type.Boolean(fields.includeBody)),
  },
  { ...strict, minProperties: 1 },
);
export type WebhookPatch = Static<typeof WebhookPatch>;

const DisabledReason = Type.Union([Type.Literal("gone"), Type.Literal("failing")], {
  description: "It answered 410, or failed for 120 hours without a success. Else you did it.",
});
export type DisabledReason = Static<typeof DisabledReason>;

/** An endpoint, and how it does. The secret is never told again. */
export const Webhook = Type.Object(
  {
    id: Type.String({ examples: ["wh_01jd3k7m9wf8v9a2b4c6d8e0fg", callbacksName] }),
    url: Type.Optional(Type.String({ description: "Absent for `callbacks`." })),
    types: Type.Optional(fields.types),
    description: Type.Optional(Type.String()),
    enabled: Type.Boolean(),
    disabledReason: Type.Optional(DisabledReason),
    includeBody: Type.Boolean(),
    consecutiveFailures: Type.Integer({ minimum: 0, description: "Attempts in a row." }),
    failingSince: Type.Optional(Type.String()),
    lastSuccessAt: Type.Optional(Type.String()),
    oldSecretUntil: Type.Optional(
      Type.String({ description: "Until then the secret before this one signs too." }),
    ),
    createdAt: Type.String(),
    updatedAt: Type.String(),
  },
  strict,
);
export type Webhook = Static<typeof Webhook>;

/** All endpoints of an organization, the oldest first. */
export const WebhookList = Type.Object({ data: Type.Array(Webhook) }, strict);
export type WebhookList = Static<typeof WebhookList>;

/** An endpoint with its secret, which is told this once. */
export const WebhookWithSecret = Type.Object(
  {
    ...Webhook.properties,
    secret: Type.String({
      description: "Verifies what we send. Keep it: it is not shown again.",
      examples: ["whsec_…"],
    }),
  },
  strict,
);
export type WebhookWithSecret = Static<typeof WebhookWithSecret>;

/** Where a delivery stands. */
export const DeliveryStatus = Type.Union(
  [
    Type.Literal("PENDING"),
    Type.Literal("DELIVERED"),
    Type.Literal("FAILED"),
    Type.Literal("MISSED"),
  ],
  { description: "`MISSED`: it happened while the endpoint was disabled." },
);
export type DeliveryStatus = Static<typeof DeliveryStatus>;

const AttemptError = Type.Union(
  [
    Type.Literal("connection_failed"),
    Type.Literal("timeout"),
    Type.Literal("redirect"),
    Type.Literal("bad_status"),
    Type.Literal("secret_unavailable"),
    Type.Literal("erased"),
  ],
  {
    description:
      "No reply within 15 seconds is a `timeout`; `erased`: the message is no longer there.",
  },
);
export type AttemptError = Static<typeof AttemptError>;

/** One attempt. How long it took is told only where somebody answered. */
export const LoggedAttempt = Type.Object(
  {
    at: Type.String(),
    status: Type.Optional(Type.Integer({ description: "HTTP status of the reply." })),
    error: Type.Optional(AttemptError),
    durationMs: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  strict,
);
export type LoggedAttempt = Static<typeof LoggedAttempt>;

/** One event for one endpoint. */
export const Delivery = Type.Object(
  {
    id: Type.String({
      description: "Of the event: the `webhook-id` of every attempt.",
      examples: ["evt_01jd3k7m9wf8v9a2b4c6d8e0fg"],
    }),
    type: WebhookType,
    message: Type.Optional(Type.String({ description: "The message that it tells of." })),
    occurredAt: Type.String(),
    status: DeliveryStatus,
    attempts: Type.Integer({ minimum: 0, description: "Since it was last replayed." }),
    nextAttemptAt: Type.Optional(Type.String()),
    finishedAt: Type.Optional(Type.String()),
    lastAttempt: Type.Optional(LoggedAttempt),
  },
  strict,
);
export type Delivery = Static<typeof Delivery>;

/** A delivery with its last 16 attempts. */
export const DeliveryDetail = Type.Object(
  {
    ...Delivery.properties,
    attemptList: Type.Array(LoggedAttempt),
    response: Type.Optional(
      Type.String({ description: "How the last reply began, at most 4 KiB." }),
    ),
  },
  strict,
);
export type DeliveryDetail = Static<typeof DeliveryDetail>;

/** Which deliveries to list. */
export const DeliveryQuery = Type.Object(
  {
    status: Type.Optional(DeliveryStatus),
    from: Type.Optional(time("Happened at or after it.")),
    to: Type.Optional(time("Happened before it.")),
    cursor: Type.Optional(Type.String({ maxLength: 64, description: "`nextCursor` of a page." })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostDeliveries, default: 50 })),
  },
  strict,
);
export type DeliveryQuery = Static<typeof DeliveryQuery>;

/** One page, what happened last first. */
export const DeliveryPage = Type.Object(
  {
    data: Type.Array(Delivery),
    nextCursor: Type.Optional(Type.String()),
    hasMore: Type.Boolean(),
  },
  strict,
);
export type DeliveryPage = Static<typeof DeliveryPage>;

/** Which deliveries to send again. */
export const ReplayBody = Type.Object(
  {
    from: time("Happened at or after it."),
    to: Type.Optional(time("Happened before it; until now where it is absent.")),
    missingOnly: Type.Optional(
      Type.Boolean({
        default: false,
        description: "Only those that failed or were missed, not those that were delivered.",
      }),
    ),
    cursor: Type.Optional(Type.String({ maxLength: 64, description: "`nextCursor` of a reply." })),
  },
  strict,
);
export type ReplayBody = Static<typeof ReplayBody>;

/** How many are sent again; with a cursor there are more. */
export const ReplayReply = Type.Object(
  {
    replayed: Type.Integer({ minimum: 0 }),
    nextCursor: Type.Optional(
      Type.String({ description: "Give it as `cursor` to go on with those that remain." }),
    ),
  },
  strict,
);
export type ReplayReply = Static<typeof ReplayReply>;

/** The event that a test, or a replay, sends. */
export const SentEvent = Type.Object(
  { id: Type.String({ examples: ["evt_01jd3k7m9wf8v9a2b4c6d8e0fg"] }) },
  strict,
);
export type SentEvent = Static<typeof SentEvent>;
