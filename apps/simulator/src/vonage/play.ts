import type { ProviderPlay } from "../providers.ts";
import { deliveryFaults, faults } from "./codes.ts";

type Table = Record<string, string>;

/** Codes of both APIs; either stands for the same fault in the other. */
const codesOf = (rows: readonly { sms?: string; messages?: string; text: string }[]): Table =>
  Object.fromEntries(
    rows.flatMap(({ sms, messages, text }) =>
      [sms, messages].flatMap((code) => (code === undefined ? [] : [[code, text]])),
    ),
  );

/** Three digits for each two-digit code of the SMS API, from `start`. */
const suffixesOf = (rows: readonly { sms?: string }[], start: string): Table =>
  Object.fromEntries(
    rows.flatMap(({ sms }) =>
      sms !== undefined && sms.length < 3 ? [[start + sms.padStart(2, "0"), sms]] : [],
    ),
  );

/** Vonage's scenarios: status NN is at 0NN, a failed delivery with err-code NN at 1NN. */
export const vonage: ProviderPlay = {
  codes: codesOf(faults),
  reportCodes: codesOf(deliveryFaults),
  suffixes: suffixesOf(faults, "0"),
  reportSuffixes: suffixesOf(deliveryFaults, "1"),
  notes: { "1": "of a text in several parts the first is taken (SMS API)" },
};
