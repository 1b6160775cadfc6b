import { randomInt } from "node:crypto";

/** Without what is taken for something else when it is read or said: 0 O, 1 I L, 2 Z, 5 S, 8 B. */
const alphabet = "34679ACDEFGHJKMNPQRTUVWXY";
const digits = "34679";
const length = 6;

/** A request id such as `RQ-K7M4WX`; it always has a digit, so that no word is taken for one. */
export const makeRequestId = (): string => {
  const pick = (letters: string) => letters.charAt(randomInt(letters.length));
  return `RQ-${pick(digits)}${Array.from({ length: length - 1 }, () => pick(alphabet)).join("")}`;
};
