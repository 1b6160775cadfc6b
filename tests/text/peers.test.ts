import { expect, test } from "bun:test";
import fc from "fast-check";
import { splitSmsDisagreements, twilioDisagreements } from "./peers.ts";
import { texts } from "./texts.ts";

const family = "👨‍👩‍👧‍👦";

/** Texts about which counters are known to quarrel; random ones come on top. */
const corpus = [
  "",
  "a".repeat(160),
  "a".repeat(161),
  `${"a".repeat(152)}€${"a".repeat(152)}`,
  `${"a".repeat(152)}€${"a".repeat(6)}`,
  "{}[]~|^\\€\f".repeat(20),
  "a\r\nb\n".repeat(60),
  "à è ç `\t",
  "Kính gửi Quý khách: mã xác thực của bạn là 482915, có hiệu lực trong 5 phút.",
  "‘It’s’ “here” – …",
  "ạ".repeat(70),
  "ạ".repeat(71),
  `${"ạ".repeat(66)}🎉${"ạ".repeat(67)}`,
  "🎉".repeat(67),
  `${"ạ".repeat(61)}${family}${"ạ".repeat(62)}`,
  family.repeat(13),
  `a${"\u0301".repeat(100)}`,
  `${"x".repeat(30)}a${"\u0301".repeat(39)}b${"\u0301".repeat(39)}`,
  "e\u0301".repeat(80),
  "한국어".repeat(30),
  "\u1100\u1161\u11a8".repeat(40),
  "🇻🇳".repeat(30),
  "\ud83c",
  `${"a".repeat(69)}\ud83c`,
  `${"a".repeat(66)}\ud83ca`.repeat(2),
  "\udf89\ud83c".repeat(40),
];

/** Random texts as `check` meets them, and the corpus before them. */
const disagreements = (check: (text: string) => string[], count: number): string[] => {
  const met = new Set(corpus.flatMap(check));
  fc.assert(
    fc.property(texts, (text) => {
      const found = check(text);
      for (const name of found) met.add(name);
      expect(found.filter((name) => name.startsWith("unexplained"))).toEqual([]);
    }),
    { numRuns: count },
  );
  return [...met].sort();
};

test("sms-segments-calculator disagrees in the ways of docs/text.md, and in no other", () => {
  expect(disagreements(twilioDisagreements, 500)).toEqual([
    "a part is longer than a message",
    "characters are grapheme clusters",
    "grapheme clusters are not divided",
    "offending characters are grapheme clusters",
  ]);
});

test("split-sms disagrees in the ways of docs/text.md, and in no other", () => {
  expect(disagreements(splitSmsDisagreements, 5000)).toEqual([
    "any high surrogate begins a pair",
    "characters are code points",
  ]);
});
