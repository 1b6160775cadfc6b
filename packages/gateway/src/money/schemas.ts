import { type Static, Type } from "@sinclair/typebox";
import { RateCard } from "mq-sms";
import { Category } from "../messages/schemas.ts";

const strict = { additionalProperties: false } as const;

const Amount = Type.String({
  pattern: "^\\d{1,12}(\\.\\d{1,8})?$",
  description: "Decimal number as text, exact.",
  examples: ["500000"],
});
/** Of sums: more digits than anybody may set. */
const Sum = Type.String({ pattern: "^-?\\d+(\\.\\d+)?$", examples: ["482150"] });
const Currency = Type.String({
  pattern: "^[A-Z]{3}$",
  description: "ISO 4217.",
  examples: ["VND"],
});
const Name = Type.String({ minLength: 1, maxLength: 100, examples: ["Campaigns of a day"] });
const BudgetPeriod = Type.Union(
  [Type.Literal("hour"), Type.Literal("day"), Type.Literal("month")],
  {
    description: "Of UTC, as the days of analytics.",
  },
);

/** Which messages a budget counts: all of these must fit. */
const scope = {
  category: Type.Optional(
    Type.Union(Category.anyOf, {
      description: "Without it all but one-time codes, which count in budgets of their own.",
    }),
  ),
  country: Type.Optional(
    Type.String({ pattern: "^[A-Z]{2}$", description: "Of the recipient.", examples: ["VN"] }),
  ),
  campaignId: Type.Optional(Type.String({ maxLength: 40 })),
  keyId: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: "API key that sends." }),
  ),
};

/** A limit on what is spent in an hour, a day or a month. */
export const BudgetBody = Type.Object(
  { name: Name, amount: Amount, currency: Currency, period: BudgetPeriod, ...scope },
  strict,
);
export type BudgetBody = Static<typeof BudgetBody>;

/** What of a budget may change. */
export const BudgetChange = Type.Object(
  { name: Type.Optional(Name), amount: Type.Optional(Amount) },
  { ...strict, minProperties: 1 },
);
export type BudgetChange = Static<typeof BudgetChange>;

/** A budget, and how much of it is used at this moment. */
export const BudgetView = Type.Object(
  {
    id: Type.String({ examples: ["bud_01jd3k7m9wf8v9a2b4c6d8e0fg"] }),
    ...BudgetBody.properties,
    held: Type.String({ ...Sum, description: "Of messages whose fate is not known yet." }),
    spent: Sum,
    left: Type.String({
      ...Sum,
      description: "Less than nothing where providers told more than their rates.",
    }),
    resetsAt: Type.String({ description: "When it begins anew." }),
    createdAt: Type.String(),
  },
  strict,
);
export type BudgetView = Static<typeof BudgetView>;

/** All budgets of an organization. */
export const BudgetList = Type.Object({ data: Type.Array(BudgetView) }, strict);
export type BudgetList = Static<typeof BudgetList>;

const Reference = Type.String({
  pattern: "^[A-Za-z0-9_:./-]{1,64}$",
  description: "Your own name for the payment. Booked once, however often it is sent.",
  examples: ["invoice-2026-0042"],
});

/** Money that was paid in. */
export const TopUpBody = Type.Object(
  {
    amount: Type.String({
      ...Amount,
      pattern: "^-?\\d{1,12}(\\.\\d{1,8})?$",
      description: "Decimal number as text; less than nothing takes a mistake back.",
    }),
    currency: Currency,
    reference: Reference,
  },
  strict,
);
export type TopUpBody = Static<typeof TopUpBody>;

/** Prepaid credit of one currency. */
export const CreditView = Type.Object(
  {
    currency: Currency,
    paidIn: Sum,
    held: Type.String({ ...Sum, description: "Of messages whose fate is not known yet." }),
    spent: Sum,
    left: Sum,
    keptForCodes: Type.String({
      ...Sum,
      description: "The last part of it, which one-time codes alone may use.",
    }),
  },
  strict,
);
export type CreditView = Static<typeof CreditView>;

/** All credit of an organization, by currency. */
export const CreditList = Type.Object({ data: Type.Array(CreditView) }, strict);
export type CreditList = Static<typeof CreditList>;

/** How credit is used. */
export const CreditChange = Type.Object({ keptForCodes: Amount }, strict);
export type CreditChange = Static<typeof CreditChange>;

/** What messages cost an organization. */
export const RateCardView = Type.Object(
  {
    source: Type.Union([Type.Literal("organization"), Type.Literal("platform")], {
      description: "Whose card it is.",
    }),
    card: RateCard,
    updatedAt: Type.Optional(Type.String({ description: "Of the organization's own." })),
  },
  strict,
);
export type RateCardView = Static<typeof RateCardView>;

/** Most rates of a card: each is looked at for every message. */
export const mostRates = 2000;

/** A card to be put in the place of the one before. */
export const RateCardBody = Type.Object(
  {
    currency: RateCard.properties.currency,
    rates: Type.Array(RateCard.properties.rates.items, { maxItems: mostRates }),
  },
  strict,
);

const EntryKind = Type.Union(
  [
    Type.Literal("hold"),
    Type.Literal("commit"),
    Type.Literal("correction"),
    Type.Literal("release"),
    Type.Literal("top_up"),
  ],
  {
    description:
      "`hold`: taken out of budgets at acceptance · `commit`: a provider took the message · `correction`: the price became known, or the fate changed · `release`: it was not sent · `top_up`: paid in.",
  },
);

/** One entry of the money ledger: by how much it changes the sums. */
export const EntryView = Type.Object(
  {
    kind: EntryKind,
    at: Type.String(),
    messageId: Type.Optional(Type.String()),
    reference: Type.Optional(Type.String({ description: "Of a payment." })),
    currency: Currency,
    held: Sum,
    spent: Sum,
    paidIn: Sum,
  },
  strict,
);
export type EntryView = Static<typeof EntryView>;

/** Which entries to list. */
export const EntryQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 80, description: "`nextCursor` of a page." })),
  },
  strict,
);
export type EntryQuery = Static<typeof EntryQuery>;

/** One page, the newest message or payment first, of each its latest entry first. */
export const EntryPage = Type.Object(
  {
    data: Type.Array(EntryView),
    nextCursor: Type.Optional(Type.String()),
    hasMore: Type.Boolean(),
  },
  strict,
);
export type EntryPage = Static<typeof EntryPage>;

const day = (description: string) =>
  Type.String({ pattern: "^[12]\\d{3}-\\d\\d-\\d\\d$", description, examples: ["2026-01-31"] });

/** Which days to tell of, and in what steps. */
export const UsageQuery = Type.Object(
  {
    from: Type.Optional(day("First UTC day; 29 days before `to` where it is absent.")),
    to: Type.Optional(day("Last UTC day; today where it is absent. At most 366 days in all.")),
    by: Type.Optional(Type.Union([Type.Literal("day"), Type.Literal("month")], { default: "day" })),
  },
  strict,
);
export type UsageQuery = Static<typeof UsageQuery>;

/** What was sent and what it cost, by day or month, provider, category and currency. */
export const UsageReply = Type.Object(
  {
    period: Type.Object({ from: day("First day."), to: day("Last day.") }, strict),
    countedAt: Type.Union([Type.String(), Type.Null()], {
      description: "When the counts were last brought up to date; null before the first time.",
    }),
    lines: Type.Array(
      Type.Object(
        {
          period: Type.String({ examples: ["2026-01-31", "2026-01"] }),
          provider: Type.Union([Type.String(), Type.Null()]),
          category: Category,
          currency: Type.Union([Type.String(), Type.Null()], {
            description: "Null where no price is known.",
          }),
          messages: Type.Integer({ minimum: 0 }),
          segments: Type.Integer({ minimum: 0 }),
          amount: Sum,
        },
        strict,
      ),
      { description: "Of messages that a provider took, or may have taken." },
    ),
  },
  strict,
);
export type UsageReply = Static<typeof UsageReply>;
