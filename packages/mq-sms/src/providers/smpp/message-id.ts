import type { SmppSettings } from "./settings.ts";

type Base = SmppSettings["messageIdBase"];

/**
 * One form for an id that an SMSC writes in one base in responses and in another in receipts:
 * decimal, without leading zeros. Where both are the same, the text is kept as it is.
 */
export const idOfResponse = (base: Base, id: string): string =>
  normalize(id, base === "hex-response" ? 16 : base === "decimal-response" ? 10 : undefined);

/** The same for the id in a receipt. */
export const idOfReceipt = (base: Base, id: string): string =>
  normalize(id, base === "hex-response" ? 10 : base === "decimal-response" ? 16 : undefined);

/** The id as the SMSC wrote it in its response, for asking about it. */
export const toResponseId = (base: Base, id: string): string =>
  base === "hex-response" && /^\d+$/.test(id) ? BigInt(id).toString(16).toUpperCase() : id;

function normalize(id: string, base: 10 | 16 | undefined): string {
  if (base === 16 && /^[0-9a-f]+$/i.test(id)) return BigInt(`0x${id}`).toString();
  if (base === 10 && /^\d+$/.test(id)) return BigInt(id).toString();
  return id;
}
