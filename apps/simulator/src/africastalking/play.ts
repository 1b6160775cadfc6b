import type { ProviderPlay } from "../providers.ts";
import { failureReasons, refusals, wholeCallWords } from "./codes.ts";

/** Africa's Talking's scenarios: status codes at their own digits, failure reasons from 101. */
export const africastalking: ProviderPlay = {
  codes: { ...refusals, ...wholeCallWords },
  reportCodes: failureReasons,
  suffixes: {
    ...Object.fromEntries(Object.keys(refusals).map((code) => [code, code])),
    "412": "InvalidSenderId",
    "415": "InsufficientBalance",
  },
  reportSuffixes: Object.fromEntries(
    Object.keys(failureReasons).map((reason, index) => [String(101 + index), reason]),
  ),
};
