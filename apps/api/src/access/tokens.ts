import { createHash, timingSafeEqual } from "node:crypto";
import type { System } from "../system.ts";

/** Who holds one of the tokens of the environment. */
export type TokenHolder = "operator" | "service";

/** Whose token a text is; undefined where it is nobody's. */
export const tokenHolder = (text: string, tokens: System["tokens"]): TokenHolder | undefined => {
  if (isSame(text, tokens.operator)) return "operator";
  return isSame(text, tokens.service) ? "service" : undefined;
};

/** Digests have one length, so that the time tells neither the token nor its length. */
const isSame = (given: string, expected: string | undefined): boolean =>
  expected !== undefined && timingSafeEqual(digest(given), digest(expected));

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
