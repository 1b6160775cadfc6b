import { MessageView } from "@nx/gateway";
import { type Static, Type } from "@sinclair/typebox";

const strict = { additionalProperties: false } as const;

/** Conversations, or messages of one, on a page. */
export const mostOnPage = 100;

const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: mostOnPage, default: 50 }));
const cursor = Type.Optional(
  Type.String({ maxLength: 64, description: "`nextCursor` of a page." }),
);
const page = { nextCursor: Type.Optional(Type.String()), hasMore: Type.Boolean() };
const Assignee = Type.String({
  pattern: "^usr_[0-7][0-9a-hjkmnp-tv-z]{25}$",
  description: "A member.",
  examples: ["usr_01jd3k7m9wf8v9a2b4c6d8e0fg"],
});
const LabelId = Type.String({ maxLength: 40, examples: ["lbl_01jd3k7m9wf8v9a2b4c6d8e0fg"] });
const Status = Type.Union([Type.Literal("open"), Type.Literal("closed")]);
const ReplyText = Type.String({ minLength: 1, maxLength: 1600, examples: ["We call you back."] });
const Name = Type.String({ minLength: 1, maxLength: 80, examples: ["billing"] });

/** A label. */
export const Label = Type.Object(
  {
    id: LabelId,
    name: Name,
    colour: Type.Optional(Type.String({ pattern: "^#[0-9a-f]{6}$", examples: ["#d97706"] })),
  },
  strict,
);
export type Label = Static<typeof Label>;

export const LabelBody = Type.Omit(Label, ["id"], strict);
export type LabelBody = Static<typeof LabelBody>;
export const LabelList = Type.Object({ data: Type.Array(Label) }, strict);
export type LabelList = Static<typeof LabelList>;

/** What is said between a phone and one of our numbers. */
export const Conversation = Type.Object(
  {
    id: Type.String({ examples: ["cnv_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    phone: Type.String({ description: "Who writes to us." }),
    number: Type.String({ description: "Our number that they write to, as the provider has it." }),
    account: Type.String({ description: "The provider account that brought the last of it." }),
    status: Status,
    unread: Type.Integer({ minimum: 0, description: "Inbound messages since it was last read." }),
    assignee: Type.Optional(Assignee),
    labels: Type.Array(LabelId),
    lastMessage: Type.Optional(MessageView),
    createdAt: Type.String(),
  },
  strict,
);
export type Conversation = Static<typeof Conversation>;

/** Which conversations to list. */
export const ConversationQuery = Type.Object(
  {
    unread: Type.Optional(Type.Boolean({ description: "With, or without, unread messages." })),
    assignee: Type.Optional(
      Type.String({ maxLength: 40, description: "`usr_…`, or `none`: nobody's." }),
    ),
    label: Type.Optional(LabelId),
    status: Type.Optional(Status),
    phone: Type.Optional(
      Type.String({ minLength: 3, maxLength: 32, description: "A number, or a part of one." }),
    ),
    limit,
    cursor,
  },
  strict,
);
export type ConversationQuery = Static<typeof ConversationQuery>;

/** One page, the one with the newest message first. */
export const ConversationPage = Type.Object({ data: Type.Array(Conversation), ...page }, strict);
export type ConversationPage = Static<typeof ConversationPage>;

/** Which messages of a conversation to show. */
export const ThreadQuery = Type.Object({ limit, cursor }, strict);
export type ThreadQuery = Static<typeof ThreadQuery>;

/** A conversation, and its messages, newest first. */
export const Thread = Type.Object(
  {
    ...Conversation.properties,
    messages: Type.Object({ data: Type.Array(MessageView), ...page }, strict),
  },
  strict,
);
export type Thread = Static<typeof Thread>;

/** What changes in a conversation. */
export const ConversationPatch = Type.Object(
  {
    status: Type.Optional(Status),
    read: Type.Optional(
      Type.Boolean({ description: "`true`: nothing is unread; `false`: at least one is." }),
    ),
    assignee: Type.Optional(Type.Union([Assignee, Type.Null()])),
    labels: Type.Optional(
      Type.Array(LabelId, { maxItems: 20, description: "In the place of those it has." }),
    ),
  },
  { ...strict, minProperties: 1 },
);
export type ConversationPatch = Static<typeof ConversationPatch>;

/** An answer. */
export const ConversationReply = Type.Object(
  {
    body: ReplyText,
    idempotencyKey: Type.Optional(
      Type.String({
        pattern: "^[A-Za-z0-9_:.-]{1,64}$",
        description: "The same key and text is sent once.",
      }),
    ),
  },
  strict,
);
export type ConversationReply = Static<typeof ConversationReply>;

/** An answer that is given often. */
export const QuickReply = Type.Object(
  {
    id: Type.String({ examples: ["qrp_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    title: Name,
    text: ReplyText,
  },
  strict,
);
export type QuickReply = Static<typeof QuickReply>;

export const QuickReplyBody = Type.Omit(QuickReply, ["id"], strict);
export type QuickReplyBody = Static<typeof QuickReplyBody>;
export const QuickReplyList = Type.Object({ data: Type.Array(QuickReply) }, strict);
export type QuickReplyList = Static<typeof QuickReplyList>;

const TimeOfDay = Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$", examples: ["08:30"] });

/** A part of the week, as a clock on the wall shows it. */
export const Hours = Type.Object(
  {
    timeZone: Type.String({ maxLength: 64, examples: ["Asia/Ho_Chi_Minh"] }),
    days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
      minItems: 1,
      maxItems: 7,
      description: "1 is Monday.",
    }),
    from: TimeOfDay,
    to: Type.String({ ...TimeOfDay, description: "Excluded; before `from` it is the next day's." }),
    when: Type.Union([Type.Literal("inside"), Type.Literal("outside")], {
      description: "Whether the rule holds in these hours, or in all others.",
    }),
  },
  strict,
);
export type Hours = Static<typeof Hours>;

/** What is answered by itself, and to what. */
export const AutoReplyRule = Type.Object(
  {
    id: Type.String({ examples: ["rul_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    name: Name,
    match: Type.Union([Type.Literal("exact"), Type.Literal("prefix"), Type.Literal("any")], {
      description:
        "The text is a keyword, or begins with one, or is any. The closest rule answers.",
    }),
    keywords: Type.Array(Type.String({ minLength: 1, maxLength: 40 }), {
      maxItems: 50,
      description: "Capitals, accents and more than one space make no difference.",
    }),
    number: Type.Optional(
      Type.String({ minLength: 1, maxLength: 32, description: "For this number of ours alone." }),
    ),
    hours: Type.Optional(Hours),
    text: ReplyText,
    everySeconds: Type.Integer({
      minimum: 60,
      maximum: 30 * 86_400,
      description: "The same person gets it once in so many seconds.",
      examples: [86_400],
    }),
    enabled: Type.Boolean(),
  },
  strict,
);
export type AutoReplyRule = Static<typeof AutoReplyRule>;

export const AutoReplyRuleBody = Type.Omit(AutoReplyRule, ["id"], strict);
export type AutoReplyRuleBody = Static<typeof AutoReplyRuleBody>;
export const AutoReplyRuleList = Type.Object({ data: Type.Array(AutoReplyRule) }, strict);
export type AutoReplyRuleList = Static<typeof AutoReplyRuleList>;
