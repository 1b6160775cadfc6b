import { type Static, Type } from "@sinclair/typebox";
import { MessageStatus } from "../ledger/status.ts";

const strict = { additionalProperties: false } as const;
/** A moment as RFC 3339, of this millennium. */
export const time = (description: string) =>
  Type.String({
    pattern:
      "^2\\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?(Z|[+-](0\\d|1[0-4]):[0-5]\\d)$",
    description,
    examples: ["2026-01-02T08:31:05Z"],
  });

export const Category = Type.Union(
  [Type.Literal("otp"), Type.Literal("transactional"), Type.Literal("promotional")],
  { description: "What the message is for. Transactional where it is absent." },
);

export const IdempotencyKeyText = Type.String({
  pattern: "^[A-Za-z0-9_:.-]{1,128}$",
  description: "The same key and request is answered with the first reply and sends nothing.",
});

const Price = Type.Object(
  {
    amount: Type.String({ pattern: "^\\d{1,12}(\\.\\d{1,8})?$", examples: ["850"] }),
    currency: Type.String({ pattern: "^[A-Z]{3}$", examples: ["VND"] }),
  },
  strict,
);

const Body = Type.String({
  minLength: 1,
  maxLength: 1600,
  description: "The text, 1 to 1600 characters, at most 10 segments. Or a `template`.",
  examples: ["Hoc phi thang 11: 1.250.000 dong, han nop 30/11."],
});

/** Values for the variables of a template, by their names. */
export const VariableValues = Type.Record(
  Type.String({ pattern: "^[A-Za-z][A-Za-z0-9_]{0,39}$" }),
  Type.Union([Type.String({ maxLength: 1600 }), Type.Number()]),
  {
    maxProperties: 50,
    additionalProperties: false,
    description: "Values for the template's variables. They are put in as they are.",
    examples: [{ name: "Lan", amount: "1.250.000" }],
  },
);
export type VariableValues = Static<typeof VariableValues>;

/** A language, as a template's texts are told apart by it. */
export const Language = Type.String({
  pattern: "^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$",
  description: "BCP 47.",
  examples: ["vi"],
});

/** A message that somebody wants to send: its `body`, or a `template` with `variables`. */
export const SendBody = Type.Object(
  {
    to: Type.String({
      minLength: 1,
      maxLength: 32,
      description: "Recipient in international form.",
      examples: ["+84912345678"],
    }),
    body: Type.Optional(Body),
    template: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: "Instead of a `body`: name or id of a template.",
        examples: ["fee-reminder"],
      }),
    ),
    language: Type.Optional(Language),
    variables: Type.Optional(VariableValues),
    from: Type.Optional(
      Type.String({
        pattern: "^[ -~]{1,15}$",
        description: "Sender ID (brandname); the account's own where it is absent.",
      }),
    ),
    provider: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: "Goes through this provider alone.",
      }),
    ),
    category: Type.Optional(Category),
    notBefore: Type.Optional(time("Does not leave before it; at most 90 days ahead.")),
    sendBy: Type.Optional(time("Expires if it has not left by then.")),
    maxPrice: Type.Optional(Price),
    callbackUrl: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2048,
        description:
          "Is told what becomes of the message, as webhooks are; signed with the secret of `/v1/webhooks/callbacks`.",
        examples: ["https://shop.example.com/hooks/sms"],
      }),
    ),
    metadata: Type.Optional(
      Type.Record(
        Type.String({ pattern: "^[A-Za-z0-9_.-]{1,40}$" }),
        Type.String({ maxLength: 256 }),
        {
          maxProperties: 20,
          additionalProperties: false,
          description: "Given back with the message; at most 20 entries.",
        },
      ),
    ),
    idempotencyKey: Type.Optional(IdempotencyKeyText),
    dryRun: Type.Optional(
      Type.Boolean({ description: "Says what would happen, and sends nothing." }),
    ),
  },
  strict,
);
export type SendBody = Static<typeof SendBody>;

/** Several messages at once. */
export const BatchBody = Type.Object(
  { messages: Type.Array(Type.Omit(SendBody, ["dryRun"]), { minItems: 1, maxItems: 1000 }) },
  strict,
);
export type BatchBody = Static<typeof BatchBody>;

const Encoding = Type.Union([Type.Literal("GSM-7"), Type.Literal("UCS-2")]);

/** A message that was taken in. */
export const AcceptedMessage = Type.Object(
  {
    id: Type.String({ examples: ["msg_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    status: Type.Literal("QUEUED"),
    to: Type.String({ description: "E.164." }),
    segments: Type.Integer({ minimum: 1 }),
    encoding: Encoding,
    estimatedPrice: Type.Optional(Price),
    createdAt: Type.String(),
  },
  strict,
);
export type AcceptedMessage = Static<typeof AcceptedMessage>;

const Rejections = Type.Array(
  Type.Object(
    {
      index: Type.Integer({ minimum: 0 }),
      code: Type.String(),
      path: Type.Optional(Type.String()),
      message: Type.String(),
    },
    strict,
  ),
);

/** What became of each message of a batch, by its place in the request. */
export const BatchReply = Type.Object(
  {
    accepted: Type.Array(
      Type.Object({ index: Type.Integer({ minimum: 0 }), ...AcceptedMessage.properties }, strict),
    ),
    rejected: Rejections,
  },
  strict,
);
export type BatchReply = Static<typeof BatchReply>;

const deferral = {
  until: Type.String({ description: "The first minute in which it may leave." }),
  reason: Type.String({ examples: ["quiet_hours"] }),
};

/** Messages that would wait for the end of quiet hours. */
const Waiting = Type.Object(
  {
    messages: Type.Integer({ minimum: 0 }),
    first: Type.String({ description: "When the first of them may leave." }),
    last: Type.String({ description: "When the last of them may leave." }),
  },
  { ...strict, description: "Messages that would wait for the end of quiet hours; absent: none." },
);

/** What a batch would be and cost. */
export const BatchPreview = Type.Object(
  {
    messages: Type.Integer({ minimum: 0, description: "That would be accepted." }),
    segments: Type.Integer({ minimum: 0 }),
    cost: Type.Array(
      Type.Object(
        { amount: Type.String({ examples: ["1275000"] }), currency: Type.String() },
        strict,
      ),
      { description: "For each currency, at the accounts that go first." },
    ),
    unpriced: Type.Integer({
      minimum: 0,
      description: "Messages that no rate tells the price of.",
    }),
    deferred: Type.Optional(Waiting),
    rejected: Rejections,
  },
  strict,
);
export type BatchPreview = Static<typeof BatchPreview>;

/** A message as it would be, and what it would cost. */
export const PreviewReply = Type.Object(
  {
    to: Type.String(),
    text: Type.String({ description: "As the phone would show it." }),
    encoding: Encoding,
    segments: Type.Integer({ minimum: 1 }),
    unitsLeft: Type.Integer({ minimum: 0 }),
    offending: Type.Array(
      Type.Object({ character: Type.String(), index: Type.Integer({ minimum: 0 }) }),
      { description: "Characters that make the text Unicode." },
    ),
    account: Type.Optional(Type.String()),
    price: Type.Optional(Price),
    suggestion: Type.Optional(
      Type.Object({ text: Type.String(), segments: Type.Integer(), saved: Type.Integer() }),
    ),
    deferred: Type.Optional(
      Type.Object(deferral, { ...strict, description: "It would wait until then." }),
    ),
    explanation: Type.Array(Type.String()),
  },
  strict,
);
export type PreviewReply = Static<typeof PreviewReply>;

/** A message whose way is asked for. */
export const RouteQuestion = Type.Object(
  {
    ...Type.Pick(SendBody, ["to", "category", "from", "provider", "maxPrice"]).properties,
    body: Body,
  },
  strict,
);
export type RouteQuestion = Static<typeof RouteQuestion>;

/** Which accounts a message would be tried through, in order, and why. */
export const RouteReply = Type.Object(
  {
    to: Type.String({ description: "E.164." }),
    rule: Type.Optional(Type.String({ description: "Name of the rule that fits." })),
    candidates: Type.Array(
      Type.Object(
        {
          account: Type.String(),
          provider: Type.String({ description: "Its kind." }),
          reasons: Type.Array(Type.String(), { examples: [["rule"]] }),
          segments: Type.Integer({ minimum: 1 }),
          price: Type.Optional(Price),
        },
        strict,
      ),
    ),
    excluded: Type.Array(Type.Object({ account: Type.String(), reason: Type.String() }, strict), {
      description: "Accounts that are left out.",
    }),
    explanation: Type.Array(Type.String(), { description: "The same in sentences." }),
  },
  strict,
);
export type RouteReply = Static<typeof RouteReply>;

/** One thing that happened to a message. */
export const EventView = Type.Object({
  type: Type.String(),
  at: Type.String(),
  attempt: Type.Optional(Type.Integer({ minimum: 1 })),
  account: Type.Optional(Type.String()),
  error: Type.Optional(Type.String()),
  providerCode: Type.Optional(Type.String()),
  report: Type.Optional(Type.String()),
  late: Type.Optional(Type.Boolean()),
  until: Type.Optional(Type.String({ description: "It waits until then." })),
  reason: Type.Optional(Type.String({ description: "For which it waits." })),
});
export type EventView = Static<typeof EventView>;

/** A message and where it stands. */
export const MessageView = Type.Object(
  {
    id: Type.String(),
    direction: Type.Union([Type.Literal("outbound"), Type.Literal("inbound")]),
    status: Type.Union([...MessageStatus.anyOf, Type.Literal("RECEIVED")]),
    outcome: Type.Optional(Type.Literal("unknown")),
    category: Type.Optional(Category),
    to: Type.String(),
    from: Type.Optional(Type.String()),
    body: Type.Union([Type.String(), Type.Null()], {
      description: "Null where it is a one-time code, or deleted.",
    }),
    encoding: Type.Optional(Encoding),
    segments: Type.Optional(Type.Integer()),
    provider: Type.Optional(Type.String({ description: "Account of the last attempt." })),
    attempts: Type.Optional(Type.Integer()),
    error: Type.Optional(Type.String()),
    price: Type.Optional(Price),
    metadata: Type.Optional(Type.Record(Type.String(), Type.String())),
    notBefore: Type.Optional(Type.String({ description: "As it was asked for." })),
    template: Type.Optional(
      Type.Object(
        {
          id: Type.String(),
          name: Type.String(),
          version: Type.Integer({ minimum: 1 }),
          language: Type.String(),
        },
        { ...strict, description: "The version that the text was made from." },
      ),
    ),
    redriveOf: Type.Optional(Type.String()),
    sentBy: Type.Optional(
      Type.String({ description: "`usr_…` of whoever was signed in and sent it." }),
    ),
    createdAt: Type.String(),
    updatedAt: Type.String(),
    validUntil: Type.Optional(Type.String()),
  },
  strict,
);
export type MessageView = Static<typeof MessageView>;

/** A message with all that happened to it. */
export const MessageDetail = Type.Object(
  {
    ...MessageView.properties,
    deferred: Type.Optional(
      Type.Object(deferral, {
        ...strict,
        description: "It had to wait, the last time until then.",
      }),
    ),
    attemptList: Type.Array(EventView, { description: "How each attempt ended." }),
    events: Type.Array(EventView),
  },
  strict,
);
export type MessageDetail = Static<typeof MessageDetail>;

/** Which messages to list. */
export const ListQuery = Type.Object(
  {
    status: Type.Optional(MessageStatus),
    direction: Type.Optional(Type.Union([Type.Literal("outbound"), Type.Literal("inbound")])),
    phone: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
    campaignId: Type.Optional(Type.String({ maxLength: 40 })),
    sentBy: Type.Optional(
      Type.String({ maxLength: 40, description: "Only what this user sent: `usr_…`." }),
    ),
    category: Type.Optional(Category),
    provider: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    from: Type.Optional(time("Created at or after it.")),
    to: Type.Optional(time("Created before it.")),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 64, description: "`nextCursor` of a page." })),
  },
  strict,
);
export type ListQuery = Static<typeof ListQuery>;

/** One page, newest first. */
export const MessagePage = Type.Object(
  {
    data: Type.Array(MessageView),
    nextCursor: Type.Optional(Type.String()),
    hasMore: Type.Boolean(),
  },
  strict,
);
export type MessagePage = Static<typeof MessagePage>;
