import { type Static, Type } from "@sinclair/typebox";
import { ConsentScope, ConsentSource } from "../consent/schemas.ts";
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

const ContactType = Type.Union([
  Type.Literal("contact.opted_out"),
  Type.Literal("contact.opted_in"),
]);

const CampaignType = Type.Union([
  Type.Literal("campaign.started"),
  Type.Literal("campaign.paused"),
  Type.Literal("campaign.resumed"),
  Type.Literal("campaign.completed"),
  Type.Literal("campaign.cancelled"),
  Type.Literal("campaign.failed"),
]);

const ExpectationType = Type.Union([
  Type.Literal("expectation.decided"),
  Type.Literal("expectation.expired"),
]);

/** All that endpoints are told, but what tests them. */
export const EventType = Type.Union([
  ...MessageType.anyOf,
  Type.Literal("message.inbound"),
  Type.Literal("budget.threshold"),
  ...ContactType.anyOf,
  ...CampaignType.anyOf,
  ...ExpectationType.anyOf,
  Type.Literal("automation.step"),
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

/** Somebody said which messages they want, or it was said for them: also where it was so already. */
export const ContactPayload = Type.Object({
  type: ContactType,
  timestamp: Instant,
  data: Type.Object({
    id: Type.String({ examples: ["cse_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    phone: Phone,
    category: ConsentScope,
    sender: Type.Optional(Type.String({ description: "Of yours; every one where it is absent." })),
    source: ConsentSource,
    keyword: Type.Optional(Type.String({ description: "The word alone, not their text." })),
    inboundId: Type.Optional(
      Type.String({
        description: "The message that said it.",
        examples: ["msg_01jd3k7m9wf8v9a2b4c6d8e0fg"],
      }),
    ),
  }),
});
export type ContactPayload = Static<typeof ContactPayload>;

/** A campaign of yours has come to a state. */
export const CampaignPayload = Type.Object({
  type: CampaignType,
  timestamp: Instant,
  data: Type.Object({
    id: Type.String({ examples: ["cmp_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    name: Type.String(),
    state: Type.Union([
      Type.Literal("IN_PROGRESS"),
      Type.Literal("PAUSED"),
      Type.Literal("COMPLETED"),
      Type.Literal("CANCELLED"),
      Type.Literal("FAILED"),
    ]),
    reason: Type.Optional(
      Type.String({ description: "Why it was paused or failed, where nobody asked for it." }),
    ),
    recipients: Type.Optional(
      Type.Integer({ minimum: 0, description: "Once its audience is frozen." }),
    ),
  }),
});
export type CampaignPayload = Static<typeof CampaignPayload>;

/** A question that was sent to people has its outcome. */
export const ExpectationPayload = Type.Object({
  type: ExpectationType,
  timestamp: Instant,
  data: Type.Object({
    id: Type.String({ examples: ["exp_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    kind: Type.String({ examples: ["approval"] }),
    requestId: Type.String({ examples: ["WR-12345"] }),
    outcome: Type.Union([
      Type.Literal("approved"),
      Type.Literal("rejected"),
      Type.Literal("expired"),
    ]),
    counts: Type.Object(
      {
        asked: Type.Integer({ minimum: 0 }),
        answered: Type.Integer({ minimum: 0 }),
        byAnswer: Type.Record(Type.String(), Type.Integer({ minimum: 0 })),
      },
      { description: "At that moment." },
    ),
  }),
});
export type ExpectationPayload = Static<typeof ExpectationPayload>;

/** An automation of yours has come to a step that tells, for one contact. */
export const AutomationPayload = Type.Object({
  type: Type.Literal("automation.step"),
  timestamp: Instant,
  data: Type.Object({
    id: Type.String({ examples: ["aut_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    name: Type.String(),
    says: Type.String({ description: "What stands in the step.", examples: ["lead.warm"] }),
    contact: Type.String({ examples: ["con_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
  }),
});
export type AutomationPayload = Static<typeof AutomationPayload>;

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
  ContactPayload,
  CampaignPayload,
  ExpectationPayload,
  AutomationPayload,
  DisabledPayload,
  TestPayload,
]);
export type WebhookPayload = Static<typeof WebhookPayload>;

/** What is kept of an event that is about no message: as it is sent. */
export type EventData = Exclude<WebhookPayload, MessagePayload | InboundPayload>["data"];
