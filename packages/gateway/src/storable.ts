import { isDecimal, type Money } from "mq-sms";

/**
 * What a provider says, as it can be stored: without NUL and lone surrogates, which no text of
 * PostgreSQL holds. Refused, it would come again and again, and with it whatever came at the same time.
 */
export const storableText = (text: string): string => text.replace(/[\0\p{Cs}]/gu, "\ufffd");

/** In UTF-16 units. An entry of an index ends at some 2,700 bytes. */
const longestName = 200;

/** What a provider calls a message, as it can be stored and found again: always the same for the same. */
export function storableName(name: string): string {
  if (name.length <= longestName) return storableText(name);
  return `sha256:${new Bun.CryptoHasher("sha256").update(name).digest("hex")}`;
}

/** In characters: no provider's price is longer, and PostgreSQL takes as many digits. */
const longestPrice = 40;

/** A price that is no decimal number is not known: it must not keep the rest from being stored. */
export const storablePrice = (price: Money | undefined): Money | undefined =>
  price && isDecimal(price.amount) && price.amount.length <= longestPrice
    ? { amount: price.amount, currency: storableText(price.currency) }
    : undefined;
