import { isGsm7 } from "./gsm7.ts";

/** One change: `from` stands at `index` (UTF-16) of the text that was given. */
export interface Replacement {
  readonly from: string;
  /** Empty where the character is only taken out. */
  readonly to: string;
  readonly index: number;
}

/** The cheaper text, and the changes that lead to it from the one given, in order. */
export interface GsmText {
  readonly text: string;
  readonly replaced: readonly Replacement[];
}

const lookAlikes = new Map<string, string>(
  Object.entries({
    "'": "‘’‚‛′‵‹›`´ʹʻʼʽˈˊˋ❛❜",
    '"': "“”„‟″‶«»ʺ˝❝❞〝〞〟",
    "-": "‐‑‒–—―−⁃﹘﹣",
    "...": "…⋯",
    "..": "‥",
    ".": "․·。｡",
    ",": "、､",
    "*": "•∗⁎●▪",
    "/": "⁄∕",
    "|": "¦∣",
    "~": "∼˜",
    "^": "ˆ",
    ":": "∶",
    "!!": "‼",
    "??": "⁇",
    x: "×",
    ff: "ﬀ",
    fi: "ﬁ",
    fl: "ﬂ",
    ffi: "ﬃ",
    ffl: "ﬄ",
    "£": "￡",
    "¥": "￥",
    " ": "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    "\n": "\v\u0085\u2028\u2029",
  }).flatMap(([to, characters]) => Array.from(characters, (from): [string, string] => [from, to])),
);
for (let ascii = 0x21; ascii <= 0x7e; ascii++) {
  lookAlikes.set(String.fromCharCode(ascii + 0xfee0), String.fromCharCode(ascii));
}

/** Characters that show nothing: zero-width spaces, joiners, directions, byte order marks. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * A character with everything that attaches to it, so that `e` and U+0301 are seen as `é`. Plain
 * ASCII with nothing attached is passed over: it needs no look at all, and is most of every text.
 */
const cluster =
  /[^\n\r -_a-~][\p{M}\p{Default_Ignorable_Code_Point}]*|[\n\r -_a-~][\p{M}\p{Default_Ignorable_Code_Point}]+/gu;

/**
 * Replaces typographic look-alikes (quotes, dashes, ellipsis, spaces, zero-width characters,
 * full-width forms) by their GSM-7 characters, and composes decomposed letters (NFC).
 *
 * Only what ends in GSM-7 is replaced: an emoji keeps its joiners. Letters of other alphabets and
 * accented Latin letters that GSM-7 lacks are no look-alikes and stay; `stripVietnamese` takes
 * accents off. What still forces UCS-2 is in `segments(text).offending`.
 */
export const toGsm = (text: string): GsmText => {
  if (isGsm7(text)) return { text, replaced: [] };
  const replaced: Replacement[] = [];
  const result = text.replace(cluster, (from: string, index: number) => {
    if (isGsm7(from)) return from;
    const plain = plainForm(from);
    const to = isGsm7(plain) ? plain : from.normalize("NFC");
    if (to !== from) replaced.push(difference(from, to, index));
    return to;
  });
  return { text: result, replaced };
};

const plainForm = (from: string): string =>
  Array.from(from.replace(invisible, "").normalize("NFC"), lookAlike).join("").normalize("NFC");

const lookAlike = (character: string): string => lookAlikes.get(character) ?? character;

/** Leaves out what `from` and `to` begin with, so that a lone zero-width space is named alone. */
const difference = (from: string, to: string, index: number): Replacement => {
  const shared = from.startsWith(to) ? to.length : 0;
  return { from: from.slice(shared), to: to.slice(shared), index: index + shared };
};
