import { type Static, Type } from "@sinclair/typebox";
import type { SmsCategory } from "../provider.ts";

const Rate = Type.Object(
  {
    account: Type.Optional(
      Type.String({ minLength: 1, title: "Account", description: "Id or kind; absent: any." }),
    ),
    country: Type.Optional(Type.String({ pattern: "^[A-Z]{2}$", title: "Country" })),
    prefix: Type.Optional(Type.String({ pattern: "^\\+\\d{1,15}$", title: "Prefix" })),
    network: Type.Optional(Type.String({ minLength: 1, title: "Network" })),
    category: Type.Optional(
      Type.Union(
        [Type.Literal("otp"), Type.Literal("transactional"), Type.Literal("promotional")],
        {
          title: "Category",
          description: "What the message is for; absent: any.",
        },
      ),
    ),
    validFrom: Type.Optional(
      Type.String({
        pattern: "^2\\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$",
        title: "Valid from",
        description: "First UTC day; takes the place of a like rate from then on.",
      }),
    ),
    perSegment: Type.String({
      pattern: "^\\d+(\\.\\d+)?$",
      title: "Per segment",
      description: "Decimal number in the card's currency.",
    }),
  },
  { additionalProperties: false },
);

/** What messages cost, as in the contracts. One currency a card, so that prices compare. */
export const RateCard = Type.Object(
  {
    currency: Type.String({ pattern: "^[A-Z]{3}$", title: "Currency", description: "ISO 4217." }),
    rates: Type.Array(Rate, { title: "Rates" }),
  },
  { additionalProperties: false, title: "Rate card" },
);
export type RateCard = Static<typeof RateCard>;

/** What a rate depends on. */
export interface Priced {
  /** The account's id and its kind: a rate may name either. */
  readonly account: string;
  readonly kind: string;
  readonly to: string;
  readonly country?: string | undefined;
  readonly network?: string | undefined;
  readonly category?: SmsCategory;
  /** When it is sent. Without it, rates that are valid from a day on do not fit. */
  readonly at?: Date;
}

type Rate = Static<typeof Rate>;

/**
 * The price of one segment: of all rates that fit, the one for the network, else the longest prefix,
 * else the country, else the rest; a rate for the category goes before one for any, then one for the
 * account, and of like rates the one that came into force last.
 */
export function findRate(card: RateCard, priced: Priced): string | undefined {
  const today = priced.at?.toISOString().slice(0, 10) ?? "";
  let best: Rate | undefined;
  for (const rate of card.rates)
    if (isFor(rate, priced, today) && (best === undefined || goesBefore(rate, best))) best = rate;
  return best?.perSegment;
}

const isFor = (rate: Rate, priced: Priced, today: string): boolean =>
  (rate.account === undefined || rate.account === priced.account || rate.account === priced.kind) &&
  (rate.country === undefined || rate.country === priced.country) &&
  (rate.prefix === undefined || priced.to.startsWith(rate.prefix)) &&
  (rate.network === undefined || rate.network === priced.network) &&
  (rate.category === undefined || rate.category === priced.category) &&
  (rate.validFrom === undefined || rate.validFrom <= today);

/** Days as text sort as time does. */
const goesBefore = (rate: Rate, other: Rate): boolean => {
  const difference = precision(rate) - precision(other);
  return difference === 0 ? (rate.validFrom ?? "") > (other.validFrom ?? "") : difference > 0;
};

const precision = ({ account, country, prefix, network, category }: Rate): number =>
  (network === undefined ? 0 : 1000) +
  (prefix === undefined ? 0 : 10 * prefix.length) +
  (country === undefined ? 0 : 4) +
  (category === undefined ? 0 : 2) +
  (account === undefined ? 0 : 1);
