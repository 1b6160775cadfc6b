import { gsm7Septets } from "./gsm7.ts";
import {
  gsm7Capacity,
  isPair,
  type Layout,
  layOutSeptets,
  layOutUcs2,
  nationalCapacity,
} from "./layout.ts";
import { type NationalLanguage, type NationalTable, nationalAlphabets } from "./national-tables.ts";

/** How a text travels: septets of a GSM alphabet, or 16-bit units. */
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
  /** Only where a national shift table was allowed, and saves a segment. */
  readonly nationalTable?: NationalTable | undefined;
  /** Septets or UTF-16 units of the text itself, without headers and without padding. */
  readonly units: number;
  /** Messages that the network carries and bills; an empty text is still one. */
  readonly segments: number;
  /**
   * 160 or 153, 70 or 67: joined parts give up room to the header that joins them. 155 or 149 with
   * a national table, which the header names.
   */
  readonly unitsPerSegment: number;
  /** Units that may follow before one more segment is needed. */
  readonly unitsLeft: number;
  /** Every occurrence of a character that forces UCS-2, in order; listed when first read. */
  readonly offending: readonly CharacterAt[];
}

/** What a text may be counted with, beside GSM-7 and UCS-2. */
export interface SegmentOptions {
  /**
   * Languages whose national shift tables (3GPP TS 23.038, annex A) may be used. Only for a route
   * whose provider says that it chooses such tables itself: none of this package's providers asks
   * for one, and a handset that lacks the table shows other letters.
   * @default []
   */
  readonly nationalTables?: readonly NationalLanguage[];
}

/**
 * Counts the SMS segments of a text and lists the characters that make it expensive. The alphabet
 * is the GSM 7-bit default with its extension table (3GPP TS 23.038), and joined parts have the
 * 6-byte header of 3GPP TS 23.040. National tables are used only where the options allow them and
 * only where that saves a segment. Characters count as they are given: compose decomposed text
 * (NFC) first, or every combining mark counts on its own.
 */
export const segments = (text: string, options?: SegmentOptions): Segmentation => {
  const { encoding, nationalTable, layout } = cheapest(text, options?.nationalTables);
  const { units, unitsPerPart: unitsPerSegment } = layout;
  const count = layout.starts.length;
  const unitsLeft = unitsPerSegment - layout.unitsInLastPart;
  if (encoding === "GSM-7") {
    return {
      encoding,
      nationalTable,
      units,
      segments: count,
      unitsPerSegment,
      unitsLeft,
      offending: none,
    };
  }
  let listed: readonly CharacterAt[] | undefined;
  return {
    encoding,
    nationalTable,
    units,
    segments: count,
    unitsPerSegment,
    unitsLeft,
    // Listing takes longer than counting, and most callers only count.
    get offending() {
      listed ??= offendingCharacters(text);
      return listed;
    },
  };
};

/** The parts as a handset gets them, as many as `segments` counts; joined they are the text. */
export const splitSegments = (text: string, options?: SegmentOptions): string[] => {
  const { starts } = cheapest(text, options?.nationalTables).layout;
  return starts.map((start, part) => text.slice(start, starts[part + 1]));
};

const none: readonly never[] = Object.freeze([]);

interface Encoded {
  readonly encoding: SmsEncoding;
  readonly nationalTable: NationalTable | undefined;
  readonly layout: Layout;
}

/** Where two cost the same, the one that more handsets can read stays. */
const cheapest = (text: string, languages: readonly NationalLanguage[] = none): Encoded => {
  const septets = layOutSeptets(text, gsm7Septets, gsm7Capacity);
  let best: Encoded = septets
    ? { encoding: "GSM-7", nationalTable: undefined, layout: septets }
    : { encoding: "UCS-2", nationalTable: undefined, layout: layOutUcs2(text) };
  for (const language of languages) {
    for (const { table, septets } of nationalAlphabets[language]) {
      const layout = layOutSeptets(text, septets, nationalCapacity);
      if (!layout || layout.starts.length >= best.layout.starts.length) continue;
      best = { encoding: "GSM-7", nationalTable: table, layout };
    }
  }
  return best;
};

/** Made once each: short strings are most of what a list of accented letters costs. */
const characters = new Array<string | undefined>(0x10000);

const offendingCharacters = (text: string): CharacterAt[] => {
  const offending: CharacterAt[] = [];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (gsm7Septets[unit] !== 0) continue;
    if (isPair(text, index)) {
      offending.push({ character: text.slice(index, index + 2), index });
      index++;
    } else {
      characters[unit] ??= String.fromCharCode(unit);
      offending.push({ character: characters[unit], index });
    }
  }
  return offending;
};
