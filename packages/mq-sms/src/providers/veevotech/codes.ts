import type { SendErrorCode } from "../../errors.ts";

/** The name of this provider in settings, errors and routing. */
export const veevoTechKind = "veevotech";

/** The one error code that was seen with its filter. */
const lowBalance = { filter: "LOW_BALANCE", code: "TAPI-149730721" };

/**
 * Words in `ERROR_FILTER` and what they mean. The list of filters is not public, so words are
 * looked for, the most telling first. (Only LOW_BALANCE was seen.)
 */
export const filterWords: readonly (readonly [RegExp, SendErrorCode])[] = [
  [/BALANCE/, "insufficient_balance"],
  [/LIMIT|RATE/, "throttled"],
  [/HASH|API_KEY|AUTH|ACCOUNT/, "bad_credentials"],
  [/SENDER|MASK/, "bad_sender"],
  [/RECEIVER|NUMBER|NETWORK|COUNTRY/, "invalid_recipient"],
  [/TEXT|MESSAGE|CONTENT/, "bad_content"],
];

/** What an error means. Whatever is not known was refused all the same: `STATUS` says so. */
export function errorOf(filter: string, code: string): SendErrorCode {
  if (code === lowBalance.code) return "insufficient_balance";
  const upper = filter.toUpperCase();
  return filterWords.find(([words]) => words.test(upper))?.[1] ?? "unrecognized_code";
}
