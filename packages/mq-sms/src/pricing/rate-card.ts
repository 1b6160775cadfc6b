import { type Static, Type } from "@sinclair/typebox";

const Rate = Type.Object(
  {
    account: Type.Optional(
      Type.String({ minLength: 1, title: "Account", description: "Id or kind; absent: any." }),
    ),
    country: Type.Optional(Type.String({ pattern: "^[A-Z]{2}$", title: "Country" })),
    prefix: Type.Optional(Type.String({ pattern: "^\\+\\d{1,15}$", title: "Prefix" })),
    network: Type.Optional(Type.String({ minLength: 1, title: "Network" })),
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
  readonly country?: string;
  readonly network?: string;
}

/**
 * The price of one segment: of all rates that fit, the one for the network, else the longest prefix,
 * else the country, else the rest; a rate for the account goes before one for any.
 */
export function findRate(card: RateCard, priced: Priced): string | undefined {
  const fitting = card.rates.filter(
    ({ account, country, prefix, network }) =>
      (account === undefined || account === priced.account || account === priced.kind) &&
      (country === undefined || country === priced.country) &&
      (prefix === undefined || priced.to.startsWith(prefix)) &&
      (network === undefined || network === priced.network),
  );
  return fitting.toSorted((a, b) => precision(b) - precision(a))[0]?.perSegment;
}

const precision = ({ account, country, prefix, network }: Static<typeof Rate>): number =>
  (network === undefined ? 0 : 1000) +
  (prefix === undefined ? 0 : 10 * prefix.length) +
  (country === undefined ? 0 : 2) +
  (account === undefined ? 0 : 1);
