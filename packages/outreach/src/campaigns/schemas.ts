import { AcceptedMessage, SendBody, time } from "@nx/gateway";
import { type Static, Type } from "@sinclair/typebox";
import { Selection } from "../segments/select.ts";

const strict = { additionalProperties: false } as const;

/** Begins the id of a campaign. */
export const campaignPrefix = "cmp";

/** Recipients that one request gives as JSON. */
export const mostGiven = 1000;
/** Recipients of one campaign. */
export const mostRecipients = 5_000_000;
/** Texts that are tried against each other. */
export const mostVariants = 5;
/** Campaigns or recipients of one page. */
export const mostOnPage = 100;

/** Where a campaign stands. */
export const CampaignState = Type.Union([
  Type.Literal("DRAFT"),
  Type.Literal("SCHEDULED"),
  Type.Literal("IN_PROGRESS"),
  Type.Literal("PAUSED"),
  Type.Literal("CANCELLED"),
  Type.Literal("COMPLETED"),
  Type.Literal("FAILED"),
]);
export type CampaignState = Static<typeof CampaignState>;

/** One of the texts that are tried against each other. */
export const Variant = Type.Object(
  {
    name: Type.String({ pattern: "^[A-Za-z0-9_-]{1,32}$", examples: ["A"] }),
    body: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1600,
        description: "The text; `{{name}}` stands for the recipient's variable of that name.",
        examples: ["Chao {{name}}, hoc phi thang 11 la {{amount}} dong."],
      }),
    ),
    template: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: "Instead of a `body`: name or id of a template of the campaign's category.",
        examples: ["fee-reminder"],
      }),
    ),
    language: SendBody.properties.language,
    weight: Type.Integer({ minimum: 1, maximum: 100, description: "Its share among all weights." }),
  },
  strict,
);
export type Variant = Static<typeof Variant>;

/** A part of the audience gets all variants first, the rest the one that did best. */
export const Trial = Type.Object(
  {
    share: Type.Integer({ minimum: 1, maximum: 50, description: "Per cent of the audience." }),
    metric: Type.Union([Type.Literal("delivered"), Type.Literal("replied")], {
      description:
        "The variant with the highest share of messages that were delivered, or answered.",
    }),
    afterMinutes: Type.Integer({
      minimum: 1,
      maximum: 7 * 1440,
      description: "From the last message of the trial to the decision.",
    }),
  },
  strict,
);
export type Trial = Static<typeof Trial>;

/** When a campaign is held again, by the clock on the wall of a zone. */
export const Repeat = Type.Object(
  {
    every: Type.Union([Type.Literal("day"), Type.Literal("week"), Type.Literal("month")]),
    at: Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$", examples: ["09:00"] }),
    timeZone: Type.String({ maxLength: 64, examples: ["Asia/Ho_Chi_Minh"] }),
    weekdays: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
        minItems: 1,
        maxItems: 7,
        uniqueItems: true,
        description: "Of a week: 1 is Monday. Monday where it is absent.",
      }),
    ),
    dayOfMonth: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 31,
        description: "Of a month, its last day where it has fewer. The first where it is absent.",
      }),
    ),
  },
  strict,
);
export type Repeat = Static<typeof Repeat>;

const Variables = Type.Record(
  // Letters of most scripts: patterns of schemas know no `\\p{L}`.
  Type.String({ pattern: "^[A-Za-z_\u00c0-\u1ef9][A-Za-z0-9_\u00c0-\u1ef9]{0,63}$" }),
  Type.String({ maxLength: 500 }),
  { ...strict, maxProperties: 50, description: "What the text says of this recipient." },
);

/** Somebody a campaign is for. */
export const Recipient = Type.Object(
  {
    to: Type.String({ minLength: 1, maxLength: 32, examples: ["+84912345678"] }),
    variables: Type.Optional(Variables),
  },
  strict,
);
export type Recipient = Static<typeof Recipient>;

const startAt = time("Starts then; at once where it is absent.");

const settings = {
  category: Type.Optional(
    Type.Union([Type.Literal("transactional"), Type.Literal("promotional")], {
      description: "Promotional where it is absent.",
    }),
  ),
  from: SendBody.properties.from,
  provider: SendBody.properties.provider,
  body: Variant.properties.body,
  template: Variant.properties.template,
  language: Variant.properties.language,
  variants: Type.Optional(
    Type.Array(
      Type.Object(
        { ...Variant.properties, weight: Type.Optional(Variant.properties.weight) },
        strict,
      ),
      { minItems: 2, maxItems: mostVariants, description: "Instead of a `body` or a `template`." },
    ),
  ),
  trial: Type.Optional(Trial),
  audience: Type.Optional(Selection),
  startAt: Type.Optional(startAt),
  repeat: Type.Optional(Repeat),
  sendWithinMinutes: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 7 * 1440,
      description: "What has not left so long after the start expires.",
    }),
  ),
} as const;

const name = Type.String({ minLength: 1, maxLength: 120, examples: ["Black Friday"] });

/** A campaign to be made, as a draft. */
export const CampaignBody = Type.Object({ name, ...settings }, strict);
export type CampaignBody = Static<typeof CampaignBody>;

const orNull = {
  from: Type.Optional(Type.Union([SendBody.properties.from, Type.Null()])),
  provider: Type.Optional(Type.Union([SendBody.properties.provider, Type.Null()])),
  trial: Type.Optional(Type.Union([Trial, Type.Null()])),
  audience: Type.Optional(Type.Union([Selection, Type.Null()])),
  startAt: Type.Optional(Type.Union([startAt, Type.Null()])),
  repeat: Type.Optional(Type.Union([Repeat, Type.Null()])),
  sendWithinMinutes: Type.Optional(
    Type.Union([Type.Integer({ minimum: 1, maximum: 7 * 1440 }), Type.Null()]),
  ),
} as const;

/** What to change of a draft; null takes away. */
export const CampaignPatch = Type.Object(
  { ...settings, ...orNull, name: Type.Optional(name), version: Type.Optional(Type.Integer()) },
  { ...strict, minProperties: 1 },
);
export type CampaignPatch = Static<typeof CampaignPatch>;

/** What a start, pause, resume or cancellation may be bound to. */
export const ActionBody = Type.Object(
  {
    version: Type.Optional(
      Type.Integer({ minimum: 1, description: "Only if the campaign is still of this version." }),
    ),
  },
  strict,
);
export type ActionBody = Static<typeof ActionBody>;

const whole = Type.Integer({ minimum: 0 });
const Reasons = Type.Record(Type.String(), whole);

/** Every recipient is in exactly one of them; with those of `skipped` and `failed` they are `total`. */
export const Buckets = Type.Object(
  {
    pending: whole,
    queued: whole,
    deferred: whole,
    sent: whole,
    delivered: whole,
    failed: whole,
    expired: whole,
    cancelled: whole,
    skipped: whole,
  },
  strict,
);
export type Buckets = Static<typeof Buckets>;

/** The name of a bucket. */
export const Bucket = Type.Union([
  Type.Literal("pending"),
  Type.Literal("queued"),
  Type.Literal("deferred"),
  Type.Literal("sent"),
  Type.Literal("delivered"),
  Type.Literal("failed"),
  Type.Literal("expired"),
  Type.Literal("cancelled"),
  Type.Literal("skipped"),
]);
export type Bucket = Static<typeof Bucket>;

/** What became of the audience. */
export const CampaignStats = Type.Object(
  {
    total: Type.Optional(
      Type.Integer({ minimum: 0, description: "The frozen audience; absent before it is." }),
    ),
    buckets: Buckets,
    reasons: Type.Object({ skipped: Reasons, failed: Reasons }, strict),
    variants: Type.Array(
      Type.Object({ name: Type.String(), messages: whole, delivered: whole }, strict),
    ),
    winner: Type.Optional(Type.String({ description: "The variant that the rest was sent." })),
  },
  strict,
);
export type CampaignStats = Static<typeof CampaignStats>;

/** A campaign. */
export const Campaign = Type.Object(
  {
    id: Type.String({ examples: ["cmp_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    name,
    state: CampaignState,
    version: Type.Integer({ minimum: 1 }),
    category: Type.String(),
    from: Type.Optional(Type.String()),
    provider: Type.Optional(Type.String()),
    variants: Type.Array(Variant),
    trial: Type.Optional(Trial),
    audience: Type.Optional(Selection),
    startAt: Type.Optional(Type.String()),
    repeat: Type.Optional(Repeat),
    sendWithinMinutes: Type.Optional(Type.Integer()),
    repeats: Type.Optional(
      Type.String({ description: "The campaign of which this is an occurrence." }),
    ),
    recipients: Type.Optional(
      Type.Integer({ minimum: 0, description: "The frozen audience; absent before it is." }),
    ),
    reason: Type.Optional(
      Type.String({ description: "Why it was paused or failed where nobody asked for it." }),
    ),
    createdAt: Type.String(),
    startedAt: Type.Optional(Type.String()),
    endedAt: Type.Optional(Type.String()),
  },
  strict,
);
export type Campaign = Static<typeof Campaign>;

/** A campaign and what became of its audience. */
export const CampaignDetail = Type.Object({ ...Campaign.properties, stats: CampaignStats }, strict);
export type CampaignDetail = Static<typeof CampaignDetail>;

const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: mostOnPage, default: 50 }));
const cursor = Type.Optional(
  Type.String({ maxLength: 64, description: "`nextCursor` of a page." }),
);

/** Which campaigns to list. */
export const CampaignQuery = Type.Object(
  { state: Type.Optional(CampaignState), limit, cursor },
  strict,
);
export type CampaignQuery = Static<typeof CampaignQuery>;

const page = {
  nextCursor: Type.Optional(Type.String()),
  hasMore: Type.Boolean(),
} as const;

/** One page, the newest first. */
export const CampaignPage = Type.Object({ data: Type.Array(Campaign), ...page }, strict);
export type CampaignPage = Static<typeof CampaignPage>;

/** Which recipients to list. */
export const RecipientQuery = Type.Object(
  {
    bucket: Type.Optional(Bucket),
    phone: Type.Optional(Type.String({ maxLength: 32, description: "Only this number." })),
    limit,
    cursor,
  },
  strict,
);
export type RecipientQuery = Static<typeof RecipientQuery>;

/** Somebody of the audience, and what became of them. */
export const RecipientView = Type.Object(
  {
    phone: Type.String({ description: "E.164." }),
    bucket: Bucket,
    reason: Type.Optional(Type.String()),
    variant: Type.Optional(Type.String()),
    messageId: Type.Optional(Type.String()),
  },
  strict,
);
export type RecipientView = Static<typeof RecipientView>;

/** One page, in the order in which they are sent to. */
export const RecipientPage = Type.Object({ data: Type.Array(RecipientView), ...page }, strict);
export type RecipientPage = Static<typeof RecipientPage>;

/** Recipients for a draft. */
export const RecipientsBody = Type.Object(
  { recipients: Type.Array(Recipient, { minItems: 1, maxItems: mostGiven }) },
  strict,
);
export type RecipientsBody = Static<typeof RecipientsBody>;

/** What became of recipients that were given. */
export const RecipientsReply = Type.Object(
  {
    added: Type.Integer({ minimum: 0 }),
    repeated: Type.Integer({
      minimum: 0,
      description: "Numbers that were there: the variables given last count.",
    }),
    refused: Type.Integer({ minimum: 0 }),
    problems: Type.Array(
      Type.Object({ row: Type.Integer({ minimum: 1 }), reason: Type.String() }, strict),
      { description: "The first 100 that were refused." },
    ),
  },
  strict,
);
export type RecipientsReply = Static<typeof RecipientsReply>;

/** What a campaign would be and cost at this moment. */
export const Forecast = Type.Object(
  {
    recipients: whole,
    sampled: Type.Integer({
      minimum: 0,
      description: "Recipients that were looked at; what follows is scaled up from them.",
    }),
    messages: whole,
    skipped: Reasons,
    segments: whole,
    cost: Type.Array(Type.Object({ amount: Type.String(), currency: Type.String() }, strict)),
    unpriced: whole,
    deferred: Type.Optional(
      Type.Object(
        {
          messages: whole,
          first: Type.String({ description: "When the first of them may leave." }),
          last: Type.String({ description: "When the last of them may leave." }),
        },
        {
          ...strict,
          description: "Messages that would wait for the end of quiet hours; absent: none.",
        },
      ),
    ),
  },
  strict,
);
export type Forecast = Static<typeof Forecast>;

/** To whom a campaign's text is sent beforehand. */
export const TestBody = Type.Object(
  {
    ...Recipient.properties,
    variant: Type.Optional(Type.String({ maxLength: 32, description: "The first if absent." })),
  },
  strict,
);
export type TestBody = Static<typeof TestBody>;

/** The message of a test. */
export const TestReply = AcceptedMessage;
