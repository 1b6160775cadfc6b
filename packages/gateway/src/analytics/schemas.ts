import { type Static, Type } from "@sinclair/typebox";

const strict = { additionalProperties: false } as const;
const day = (description: string) =>
  Type.String({
    pattern: "^[12]\\d{3}-\\d\\d-\\d\\d$",
    description,
    examples: ["2026-01-31"],
  });
const count = (description: string) => Type.Integer({ minimum: 0, description });

/** By what `groups` are made. */
export const AnalyticsGrouping = Type.Union([
  Type.Literal("category"),
  Type.Literal("provider"),
  Type.Literal("campaign"),
]);
export type AnalyticsGrouping = Static<typeof AnalyticsGrouping>;

/** Which days to tell of. */
export const AnalyticsQuery = Type.Object(
  {
    from: Type.Optional(day("First UTC day; 29 days before `to` where it is absent.")),
    to: Type.Optional(day("Last UTC day; today where it is absent. At most 366 days in all.")),
    groupBy: Type.Optional(AnalyticsGrouping),
  },
  strict,
);
export type AnalyticsQuery = Static<typeof AnalyticsQuery>;

const counts = {
  accepted: count("Messages that were taken in."),
  sent: count("Of these, those that a provider took or may have taken."),
  delivered: count("Of these, those that the phone has, by the provider's report."),
  failed: count("Accepted ones that ended without delivery: FAILED, REJECTED or EXPIRED."),
  deliveryRate: Type.Union([Type.Number({ minimum: 0, maximum: 100 }), Type.Null()], {
    description:
      "Percentage of `delivered` in `delivered` and `failed`, rounded down to two decimals; null where nothing has ended.",
  }),
  segments: count("Segments of the messages that were sent."),
  cost: Type.Array(
    Type.Object(
      {
        amount: Type.String({ pattern: "^\\d+(\\.\\d+)?$", examples: ["7615.5"] }),
        currency: Type.String({ examples: ["VND"] }),
      },
      strict,
    ),
    { description: "Sum of the prices that providers told, or else the rate card, by currency." },
  ),
};
const inbound = count("Messages that people sent to us.");
const Name = Type.Union([Type.String(), Type.Null()]);

/** What became of the messages of a period, by the UTC day on which they were accepted. */
export const AnalyticsReply = Type.Object(
  {
    period: Type.Object({ from: day("First day."), to: day("Last day.") }, strict),
    countedAt: Type.Union([Type.String(), Type.Null()], {
      description: "When the counts were last brought up to date; null before the first time.",
    }),
    summary: Type.Object({ ...counts, inbound }, strict),
    daily: Type.Array(Type.Object({ date: day("UTC day."), ...counts, inbound }, strict), {
      description: "Every day of the period, oldest first.",
    }),
    providers: Type.Array(Type.Object({ provider: Type.String(), ...counts }, strict), {
      description: "By the provider of the last attempt, most sent first.",
    }),
    campaigns: Type.Array(Type.Object({ campaignId: Type.String(), ...counts }, strict), {
      description: "The ten campaigns that sent most.",
    }),
    groups: Type.Optional(
      Type.Array(Type.Object({ key: Name, ...counts }, strict), {
        description:
          "Where `groupBy` is given: the 100 groups that sent most. The key of messages that are in none is null.",
      }),
    ),
    queue: Type.Object(
      {
        queued: count("Messages that wait to be sent, later ones included."),
        sending: count("Messages that a worker has at this moment."),
      },
      { ...strict, description: "At this moment, whatever the period." },
    ),
  },
  strict,
);
export type AnalyticsReply = Static<typeof AnalyticsReply>;
