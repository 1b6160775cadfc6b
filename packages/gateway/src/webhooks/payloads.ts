import { type Static, Type } from "@sinclair/typebox";
import { MessageStatus } from "../ledger/status.ts";
import { Category } from "../messages/schemas.ts";

/** What happens to messages of yours. Each is named after the state that it leads to. */
const MessageType = Type.Union([
  Type.Literal("message.queued"),
  Type.Literal("message.submitted"),
  Type.Literal("message.sent"),
  Type.Literal("message.delivered"),
  Type.Literal("message.failed"),
  Type.Literal("message.rejected"),
  Type.Literal("message.expired"),
  Type.Literal("message.cancelled"),
]);

/** All that endpoints are told, but what tests them. */
export const EventType = Type.Union([
  ...MessageType.anyOf,
  Type.Literal("message.inbound"),
  Type.Literal("budget.threshold"),
  Type.Literal("webhook.disabled"),
]);
export type EventType = Static<typeof EventType>;

/** The same as a list. */
export const eventTypes: readonly EventType[] = EventType.anyOf.map((type) => type.const);

const Instant = Type.String({
  description: "When it happened.",
  examples: ["2026-01-02T08:31:05.123Z"],
});
const MessageId = Type.String({ examples: ["msg_01jd3k7m9wf8v9a2b4c6d8e0fg"] });
const WebhookId = Type.String({ examples: ["wh_01jd3k7m9wf8v9a2b4c6d8e0fg"] });
const Phone = Type.String({ description: "Masked.", examples: ["***678"] });
const Provider = Type.String({ description: "Account that carried it." });

/** A message of yours has come to a state. */
export const MessagePayload = Type.Object({
  type: MessageType,
  timestamp: Instant,
  data: Type.Object({
    id: MessageId,
    status: MessageStatus,
    to: Phone,
    category: Category,
    provider: Type.Optional(Provider),
    attempt: Type.Optional(Type.Integer({ minimum: 1 })),
    error: Type.Optional(Type.String()),
  }),
});
export type MessagePayload = Static<typeof MessagePayload>;

/** Somebody sent a message to you. */
export const InboundPayload = Type.Object({
  type: Type.Literal("message.inbound"),
  timestamp: Instant,
  data: Type.Object({
    id: MessageId,
    from: Phone,
    provider: Provider,
    body: Type.Optional(
      Type.String({ description: "For endpoints that want it (`includeBody`)." }),
    ),
  }),
});
export type InboundPayload = Static<typeof InboundPayload>;

/** A budget of yours is nearly, or wholly, used up in its period. */
export const BudgetPayload = Type.Object({
  type: Type.Literal("budget.threshold"),
  timestamp: Instant,
  data: Type.Object({
    id: Type.String({ examples: ["bud_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    name: Type.String(),
    percent: Type.Union([Type.Literal(80), Type.Literal(100)], {
      description: "At 100, messages that count in it are refused until its period ends.",
    }),
  }),
});
export type BudgetPayload = Static<typeof BudgetPayload>;

/** Another endpoint of yours is told nothing any more. */
export const DisabledPayload = Type.Object({
  type: Type.Literal("webhook.disabled"),
  timestamp: Instant,
  data: Type.Object({
    id: WebhookId,
    reason: Type.Union([Type.Literal("gone"), Type.Literal("failing")], {
      description: "It answered 410, or failed for 120 hours without a success.",
    }),
  }),
});
export type DisabledPayload = Static<typeof DisabledPayload>;

/** You asked for it. */
export const TestPayload = Type.Object({
  type: Type.Literal("webhook.test"),
  timestamp: Instant,
  data: Type.Object({ id: WebhookId }),
});
export type TestPayload = Static<typeof TestPayload>;

/** The body of every webhook. Receivers ignore fields that they do not know. */
export const WebhookPayload = Type.Union([
  MessagePayload,
  InboundPayload,
  BudgetPayload,
  DisabledPayload,
  TestPayload,
]);
export type WebhookPayload = Static<typeof WebhookPayload>;
