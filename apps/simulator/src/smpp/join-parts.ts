import { BoundedMap } from "../bounded-map.ts";
import type { Part } from "./short-message.ts";

/** A part, or a text that is whole by itself, and where it belongs. */
export interface Piece {
  id: string;
  systemId: string;
  from: string;
  to: string;
  text: string;
  part?: Part;
}

/** What a phone shows: one text, with the id of its first part. */
export interface Joined {
  id: string;
  systemId: string;
  from: string;
  to: string;
  text: string;
}

/**
 * Puts the parts of long texts together as a phone does, in whatever order they come. Texts that stay
 * incomplete are forgotten when 1,000 younger ones are.
 */
export function createJoiner(): (piece: Piece) => Joined | undefined {
  const open = new BoundedMap<string, Map<number, Piece>>(1000);
  return ({ part, ...whole }) => {
    if (!part || part.total < 2) return whole;
    const { systemId, from, to } = whole;
    const key = JSON.stringify([systemId, from, to, part.reference, part.total]);
    const parts = open.get(key) ?? new Map<number, Piece>();
    parts.set(part.number, whole);
    open.set(key, parts);
    const numbers = Array.from({ length: part.total }, (_, index) => index + 1);
    const pieces = numbers.flatMap((number) => parts.get(number) ?? []);
    if (pieces.length < part.total) return undefined;
    open.delete(key);
    return {
      ...whole,
      id: pieces[0]?.id ?? whole.id,
      text: pieces.map(({ text }) => text).join(""),
    };
  };
}
