import { SendBody } from "@nx/gateway";
import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { Repeat, Variant } from "../campaigns/schemas.ts";
import { contactPrefix } from "../contacts/schemas.ts";
import { Conditions, Field, Scalar } from "../segments/schemas.ts";

const strict = { additionalProperties: false } as const;

/** Begins the id of an automation. */
export const automationPrefix = "aut";
/** Begins the id of an enrolment. */
export const enrolmentPrefix = "enr";

/** Automations of one organization: what happens is compared with all of them. */
export const mostAutomations = 100;
/** Steps of one automation, those of all branches together. */
export const mostSteps = 100;
/** Contacts that one request enrols. */
export const mostEnrolled = 1000;
/** Enrolments of one contact in 24 hours, whatever the automations: two that set off each other end. */
export const mostADay = 20;
const mostOnPage = 100;

const group = Type.String({ maxLength: 40, description: "`grp_…`", examples: ["grp_…"] });
const wallTime = Repeat.properties.at;

const OnContact = Type.Object({ on: Type.Literal("contact.created") }, strict);
const OnChange = Type.Object(
  {
    on: Type.Literal("contact.changed"),
    field: Field,
    to: Type.Optional(Scalar),
  },
  { ...strict, description: "A field has another value, or this one: the stage of a lead." },
);
const OnGroup = Type.Object(
  { on: Type.Union([Type.Literal("group.joined"), Type.Literal("group.left")]), group },
  strict,
);
const OnInbound = Type.Object(
  {
    on: Type.Literal("message.inbound"),
    match: Type.Union([Type.Literal("exact"), Type.Literal("prefix"), Type.Literal("any")], {
      description: "The whole text is a keyword, or begins with one; or whatever it is.",
    }),
    keywords: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { minItems: 1, maxItems: 50 }),
    ),
  },
  { ...strict, description: "Somebody writes; who is no contact becomes one." },
);
const OnOutcome = Type.Object(
  {
    on: Type.Union([Type.Literal("message.delivered"), Type.Literal("message.failed")]),
    campaign: Type.Optional(
      Type.String({ maxLength: 40, description: "`cmp_…`: only messages of this campaign." }),
    ),
  },
  { ...strict, description: "Never by messages of the automation itself." },
);
const OnDate = Type.Object(
  {
    on: Type.Literal("date"),
    field: Type.String({
      pattern: "^fields\\.[a-zA-Z][a-zA-Z0-9_]{0,63}$",
      description: "A custom field with a date, year first.",
      examples: ["fields.due"],
    }),
    days: Type.Integer({
      minimum: -366,
      maximum: 366,
      description: "So many days after it; before it where it is negative.",
    }),
    at: wallTime,
    yearly: Type.Optional(Type.Boolean({ description: "Every year again, as birthdays come." })),
  },
  { ...strict, description: "A day comes, by the clock on the contact's wall." },
);
const ByHand = Type.Object({ on: Type.Literal("nothing") }, strict);

/** What enrols a contact. Whatever it is, contacts may be enrolled by hand too. */
export const Trigger = Type.Union([
  OnContact,
  OnChange,
  OnGroup,
  OnInbound,
  OnOutcome,
  OnDate,
  ByHand,
]);
export type Trigger = Static<typeof Trigger>;

const amount = (maximum: number) => Type.Optional(Type.Integer({ minimum: 1, maximum }));
const Wait = Type.Object(
  {
    do: Type.Literal("wait"),
    days: amount(366),
    hours: amount(1000),
    minutes: amount(10_000),
  },
  { ...strict, minProperties: 2 },
);
const WaitUntil = Type.Object(
  { do: Type.Literal("waitUntil"), at: wallTime },
  { ...strict, description: "Until the contact's wall shows this time the next time." },
);
const Send = Type.Object(
  {
    do: Type.Literal("send"),
    body: Variant.properties.body,
    template: Variant.properties.template,
    language: Variant.properties.language,
  },
  { ...strict, description: "Its variables are the contact's fields, as in campaigns." },
);
const Tag = Type.Object(
  { do: Type.Union([Type.Literal("join"), Type.Literal("leave")]), group },
  strict,
);
const Tell = Type.Object(
  {
    do: Type.Literal("tell"),
    says: Type.String({ pattern: "^[A-Za-z0-9_.-]{1,64}$", examples: ["lead.warm"] }),
  },
  { ...strict, description: "Your webhooks are told `automation.step`, with the contact's id." },
);
const Stop = Type.Object({ do: Type.Literal("stop") }, strict);
const plain = [Wait, WaitUntil, Send, Tag, Tell, Stop] as const;

/** A fork: the next level of steps is spelled out, so that it ends. */
const fork = <Part extends TSchema>(part: Part) =>
  Type.Object(
    {
      do: Type.Literal("if"),
      query: Conditions,
      yes: Type.Array(part, { maxItems: 50 }),
      no: Type.Optional(Type.Array(part, { maxItems: 50 })),
    },
    { ...strict, description: "Whether the contact is one that the query finds at this moment." },
  );
const Inner = fork(Type.Union([...plain]));
const Outer = fork(Type.Union([...plain, Inner]));

/** What is done for a contact, one after the other; forks within forks are two levels deep. */
export const Step = Type.Union([...plain, Outer]);
export type Step = Static<typeof Step>;

/** Ends an enrolment before its last step. It is looked at before every step. */
export const Exits = Type.Object(
  {
    replied: Type.Optional(Type.Boolean({ description: "The contact has written since." })),
    query: Type.Optional(Conditions),
  },
  { ...strict, description: "Whoever opted out ends at the next message, whatever stands here." },
);
export type Exits = Static<typeof Exits>;

const example = [
  { do: "send", body: "Xin chao {{displayName}}, cam on da quan tam." },
  { do: "wait", days: 3 },
  {
    do: "if",
    query: { match: "all", of: [{ field: "fields.stage", op: "is", value: "new" }] },
    yes: [{ do: "send", body: "{{displayName}}, con cau hoi nao khong?" }],
  },
];

const fields = {
  name: Type.String({ minLength: 1, maxLength: 120, examples: ["Welcome"] }),
  trigger: Trigger,
  who: Conditions,
  again: Type.Boolean({
    description: "Whoever has been through it may be enrolled again. Otherwise once, for good.",
  }),
  timeZone: Type.String({
    maxLength: 64,
    description: "IANA, of contacts that say none; UTC where it is absent.",
    examples: ["Asia/Ho_Chi_Minh"],
  }),
  category: Type.Union([Type.Literal("transactional"), Type.Literal("promotional")], {
    description: "Of its messages; promotional where it is absent.",
  }),
  steps: Type.Array(Step, { minItems: 1, maxItems: 50, examples: [example] }),
};
const optional = {
  again: Type.Optional(fields.again),
  timeZone: Type.Optional(fields.timeZone),
  category: Type.Optional(fields.category),
  exits: Type.Optional(Exits),
} as const;

/** An automation to be made, as a draft. */
export const AutomationBody = Type.Object(
  {
    name: fields.name,
    trigger: Trigger,
    who: Type.Optional(fields.who),
    ...optional,
    from: SendBody.properties.from,
    provider: SendBody.properties.provider,
    steps: fields.steps,
  },
  strict,
);
export type AutomationBody = Static<typeof AutomationBody>;

/**
 * What to change; null takes away. Other steps or exits, or another sender, are a new version: whoever
 * is under way goes on by the one they began with.
 */
export const AutomationPatch = Type.Object(
  {
    name: Type.Optional(fields.name),
    trigger: Type.Optional(Trigger),
    who: Type.Optional(Type.Union([fields.who, Type.Null()])),
    ...optional,
    from: Type.Optional(Type.Union([SendBody.properties.from, Type.Null()])),
    provider: Type.Optional(Type.Union([SendBody.properties.provider, Type.Null()])),
    steps: Type.Optional(fields.steps),
  },
  { ...strict, minProperties: 1 },
);
export type AutomationPatch = Static<typeof AutomationPatch>;

/** Whether contacts are enrolled, and taken further. */
export const AutomationState = Type.Union([
  Type.Literal("DRAFT"),
  Type.Literal("ACTIVE"),
  Type.Literal("PAUSED"),
]);
export type AutomationState = Static<typeof AutomationState>;

/** Where an enrolment stands. */
export const EnrolmentState = Type.Union([
  Type.Literal("ACTIVE"),
  Type.Literal("COMPLETED"),
  Type.Literal("EXITED"),
  Type.Literal("FAILED"),
]);
export type EnrolmentState = Static<typeof EnrolmentState>;

/** An automation. */
export const Automation = Type.Object(
  {
    id: Type.String({ examples: ["aut_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    name: fields.name,
    state: AutomationState,
    version: Type.Integer({ minimum: 1, description: "Of its steps." }),
    trigger: Trigger,
    who: Type.Optional(fields.who),
    again: fields.again,
    timeZone: fields.timeZone,
    category: fields.category,
    from: Type.Optional(Type.String()),
    provider: Type.Optional(Type.String()),
    steps: Type.Array(Step),
    exits: Exits,
    createdAt: Type.String(),
    updatedAt: Type.String(),
  },
  strict,
);
export type Automation = Static<typeof Automation>;

const whole = Type.Integer({ minimum: 0 });

/** An automation, and how many contacts stand where. */
export const AutomationDetail = Type.Object(
  {
    ...Automation.properties,
    enrolments: Type.Object(
      { active: whole, completed: whole, exited: whole, failed: whole },
      strict,
    ),
  },
  strict,
);
export type AutomationDetail = Static<typeof AutomationDetail>;

/** All automations, by name. */
export const AutomationList = Type.Object({ data: Type.Array(Automation) }, strict);
export type AutomationList = Static<typeof AutomationList>;

const contactId = Type.String({ maxLength: 40, examples: [`${contactPrefix}_…`] });

/** Whom to enrol. */
export const EnrolBody = Type.Object(
  { contacts: Type.Array(contactId, { minItems: 1, maxItems: mostEnrolled }) },
  strict,
);
export type EnrolBody = Static<typeof EnrolBody>;

/** What became of them. */
export const EnrolReply = Type.Object(
  {
    enrolled: whole,
    unchanged: Type.Integer({
      minimum: 0,
      description:
        "They are in it or have been, or `who` does not find them, or it was enough for today.",
    }),
    unknown: Type.Array(Type.String()),
  },
  strict,
);
export type EnrolReply = Static<typeof EnrolReply>;

/** A contact's way through an automation. */
export const Enrolment = Type.Object(
  {
    id: Type.String({ examples: ["enr_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    contactId: Type.String(),
    state: EnrolmentState,
    version: Type.Integer({ minimum: 1, description: "Of the steps that it goes by." }),
    reason: Type.Optional(Type.String({ description: "Why it ended before its last step." })),
    nextAt: Type.Optional(Type.String({ description: "When its next step is due." })),
    enrolledAt: Type.String(),
    endedAt: Type.Optional(Type.String()),
  },
  strict,
);
export type Enrolment = Static<typeof Enrolment>;

/** Which enrolments to list. */
export const EnrolmentQuery = Type.Object(
  {
    state: Type.Optional(EnrolmentState),
    contact: Type.Optional(Type.String({ maxLength: 40, description: "`con_…`" })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostOnPage, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 64, description: "`nextCursor` of a page." })),
  },
  strict,
);
export type EnrolmentQuery = Static<typeof EnrolmentQuery>;

/** One page, the newest first. */
export const EnrolmentPage = Type.Object(
  {
    data: Type.Array(Enrolment),
    nextCursor: Type.Optional(Type.String()),
    hasMore: Type.Boolean(),
  },
  strict,
);
export type EnrolmentPage = Static<typeof EnrolmentPage>;
