import { gsm7Septets } from "./gsm7.ts";

/** How a text travels: septets of the GSM default alphabet, or 16-bit units. */
export type SmsEncoding = "GSM-7" | "UCS-2";

/** A character, whole even where it takes two UTF-16 units, and where it begins in the text. */
export interface CharacterAt {
  readonly character: string;
  /** UTF-16 index, as `String.prototype.slice` takes it. */
  readonly index: number;
}

/** What a text costs on the air. */
export interface Segmentation {
  readonly encoding: SmsEncoding;
  /** Septets or UTF-16 units of the text itself, without headers and without padding. */
  readonly units: number;
  /** Messages that the network carries and bills; an empty text is still one. */
  readonly segments: number;
  /** 160 or 153, 70 or 67: joined parts give up room to the header that joins them. */
  readonly unitsPerSegment: number;
  /** Units that may follow before one more segment is needed. */
  readonly unitsLeft: number;
  /** Every occurrence of a character that forces UCS-2, in order; empty for GSM-7. */
  readonly offending: readonly CharacterAt[];
}

const capacity = {
  "GSM-7": { single: 160, joined: 153 },
  "UCS-2": { single: 70, joined: 67 },
} as const;

/**
 * Counts the SMS segments of a text and lists the characters that make it expensive. The alphabet
 * is the GSM 7-bit default with its extension table (3GPP TS 23.038), without national tables, and
 * joined parts have the 6-byte header of 3GPP TS 23.040. Characters count as they are given: compose
 * decomposed text (NFC) first, or every combining mark counts on its own.
 */
export const segments = (text: string): Segmentation => {
  const offending: CharacterAt[] = [];
  let septets = 0;
  for (let index = 0; index < text.length; index++) {
    const cost = gsm7Septets[text.charCodeAt(index)] ?? 0;
    septets += cost;
    if (cost > 0) continue;
    const end = isPair(text, index) ? index + 2 : index + 1;
    offending.push({ character: text.slice(index, end), index });
    index = end - 1;
  }

  const encoding = offending.length === 0 ? "GSM-7" : "UCS-2";
  const units = encoding === "GSM-7" ? septets : text.length;
  const { single, joined } = capacity[encoding];
  if (units <= single) {
    const unitsLeft = single - units;
    return { encoding, units, segments: 1, unitsPerSegment: single, unitsLeft, offending };
  }
  const starts = partStarts(text, encoding);
  const unitsLeft = joined - unitsFrom(text, starts.at(-1) ?? 0, encoding);
  return {
    encoding,
    units,
    segments: starts.length,
    unitsPerSegment: joined,
    unitsLeft,
    offending,
  };
};

/** The parts as a handset gets them, as many as `segments` counts; joined they are the text. */
export const splitSegments = (text: string): string[] => {
  const { encoding, segments: count } = segments(text);
  if (count === 1) return [text];
  return partStarts(text, encoding).map((start, part, starts) =>
    text.slice(start, starts[part + 1]),
  );
};

/** Where each joined part begins: parts are packed, because division ignores unsplittable pairs. */
const partStarts = (text: string, encoding: SmsEncoding): number[] => {
  const endOfPart = encoding === "GSM-7" ? endOfGsmPart : endOfUcsPart;
  const starts: number[] = [];
  for (let start = 0; start < text.length; start = endOfPart(text, start)) starts.push(start);
  return starts;
};

/** An escape and its character that do not both fit go to the next part, and one septet is lost. */
const endOfGsmPart = (text: string, start: number): number => {
  let room: number = capacity["GSM-7"].joined;
  let end = start;
  while (end < text.length) {
    room -= gsm7Septets[text.charCodeAt(end)] ?? 0;
    if (room < 0) break;
    end++;
  }
  return end;
};

const endOfUcsPart = (text: string, start: number): number => {
  const end = start + capacity["UCS-2"].joined;
  return isPair(text, end - 1) ? end - 1 : end;
};

const unitsFrom = (text: string, start: number, encoding: SmsEncoding): number => {
  if (encoding === "UCS-2") return text.length - start;
  let septets = 0;
  for (let index = start; index < text.length; index++) {
    septets += gsm7Septets[text.charCodeAt(index)] ?? 0;
  }
  return septets;
};

/** Whether a surrogate pair begins at the index. Indexes past the end are no pair. */
const isPair = (text: string, index: number): boolean =>
  (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
