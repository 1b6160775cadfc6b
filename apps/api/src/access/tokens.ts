import { createHash, timingSafeEqual } from "node:crypto";
import type { System } from "../system.ts";

/** Who holds one of the tokens of the environment. */
export type TokenHolder = "operator" | "service";

/** Whose token a text is; undefined where it is nobody's. */
export const tokenHolder = (text: string, tokens: System["tokens"]): TokenHolder | undefined => {
  const given = digest(text);
  if (isSame(given, tokens.operator)) return "operator";
  return isSame(given, tokens.service) ? "service" : undefined;
};

/** Digests have one length, so that the time tells neither the token nor its length. */
const isSame = (given: Buffer, expected: string | undefined): boolean =>
  expected !== undefined && timingSafeEqual(given, digestOfToken(expected));

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const known = new Map<string, Buffer>();

/** Of the two or three that a process has, for every request. */
const digestOfToken = (token: string): Buffer => {
  const before = known.get(token);
  if (before !== undefined) return before;
  const made = digest(token);
  known.set(token, made);
  return made;
};
