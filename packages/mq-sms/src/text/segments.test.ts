import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { segments, splitSegments } from "./segments.ts";

describe("segments", () => {
  test.each([
    ["empty", "", "GSM-7", 0, 1, 160, 160],
    ["160 letters", "a".repeat(160), "GSM-7", 160, 1, 160, 0],
    ["161 letters", "a".repeat(161), "GSM-7", 161, 2, 153, 145],
    ["306 letters", "a".repeat(306), "GSM-7", 306, 2, 153, 0],
    ["307 letters", "a".repeat(307), "GSM-7", 307, 3, 153, 152],
    ["459 letters", "a".repeat(459), "GSM-7", 459, 3, 153, 0],
    ["460 letters", "a".repeat(460), "GSM-7", 460, 4, 153, 152],
    ["80 euro signs", "€".repeat(80), "GSM-7", 160, 1, 160, 0],
    ["159 letters and a euro sign", `${"a".repeat(159)}€`, "GSM-7", 161, 2, 153, 145],
    ["a pair that fits its part", `${"a".repeat(151)}€${"a".repeat(153)}`, "GSM-7", 306, 2, 153, 0],
    // Division says 2; the escape does not fit the first part, and its septet is lost.
    ["a pair across parts", `${"a".repeat(152)}€${"a".repeat(152)}`, "GSM-7", 306, 3, 153, 152],
    ["euro signs alone", "€".repeat(153), "GSM-7", 306, 3, 153, 151],
    ["70 ạ", "ạ".repeat(70), "UCS-2", 70, 1, 70, 0],
    ["71 ạ", "ạ".repeat(71), "UCS-2", 71, 2, 67, 63],
    ["134 ạ", "ạ".repeat(134), "UCS-2", 134, 2, 67, 0],
    ["135 ạ", "ạ".repeat(135), "UCS-2", 135, 3, 67, 66],
    ["201 ạ", "ạ".repeat(201), "UCS-2", 201, 3, 67, 0],
    ["202 ạ", "ạ".repeat(202), "UCS-2", 202, 4, 67, 66],
    ["35 emoji", "🎉".repeat(35), "UCS-2", 70, 1, 70, 0],
    ["67 emoji", "🎉".repeat(67), "UCS-2", 134, 3, 67, 65],
    ["a euro sign among ạ is one unit", `${"ạ".repeat(69)}€`, "UCS-2", 70, 1, 70, 0],
    ["a lone surrogate", "\ud83c", "UCS-2", 1, 1, 70, 69],
  ] as const)("%s", (_, text, encoding, units, count, unitsPerSegment, unitsLeft) => {
    const { offending, ...counts } = segments(text);
    expect(counts).toEqual({ encoding, units, segments: count, unitsPerSegment, unitsLeft });
    expect(offending.length === 0).toBe(encoding === "GSM-7");
  });

  test("accented Vietnamese stays GSM-7 where the alphabet has the letters", () => {
    expect(segments("à è é ì ò ù").encoding).toBe("GSM-7");
  });

  test("names what forces UCS-2, whole and in place", () => {
    expect(segments("Mã 🎉 `x` \u001b\ud83c").offending).toEqual([
      { character: "ã", index: 1 },
      { character: "🎉", index: 3 },
      { character: "`", index: 6 },
      { character: "`", index: 8 },
      { character: "\u001b", index: 10 },
      { character: "\ud83c", index: 11 },
    ]);
  });
});

describe("splitSegments", () => {
  test.each([
    ["empty", "", [""]],
    ["one part", "a".repeat(160), ["a".repeat(160)]],
    ["two parts", "a".repeat(161), ["a".repeat(153), "a".repeat(8)]],
    ["escape", `${"a".repeat(152)}€${"b".repeat(8)}`, ["a".repeat(152), `€${"b".repeat(8)}`]],
    ["surrogates", `${"ạ".repeat(66)}🎉abc`, ["ạ".repeat(66), "🎉abc"]],
  ])("%s", (_, text, parts) => {
    expect(splitSegments(text)).toEqual(parts);
  });
});

describe("against a model of packing", () => {
  const basic = new Set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
  );
  const extended = new Set("\f^{}\\[~]|€");

  const septets = (character: string) => {
    if (extended.has(character)) return 2;
    return basic.has(character) ? 1 : Number.NaN;
  };
  const unitsOf = (text: string) => {
    const inSeptets = Array.from(text, septets).reduce((sum, cost) => sum + cost, 0);
    return Number.isNaN(inSeptets) ? text.length : inSeptets;
  };
  const isGsm = (text: string) => Array.from(text).every((each) => septets(each) > 0);

  /** Fills parts character by character, as a handset does. */
  const pack = (text: string): string[] => {
    const cost = isGsm(text) ? septets : (character: string) => character.length;
    const [single, joined] = isGsm(text) ? [160, 153] : [70, 67];
    if (unitsOf(text) <= single) return [text];
    const parts: string[] = [];
    let part = "";
    let used = 0;
    for (const character of text) {
      if (used + cost(character) > joined) {
        parts.push(part);
        part = "";
        used = 0;
      }
      part += character;
      used += cost(character);
    }
    return [...parts, part];
  };

  const characters = (...choices: string[]) =>
    fc.string({ unit: fc.constantFrom(...choices), maxLength: 700 });
  const texts = fc.oneof(
    characters(..."abc €{}"),
    characters("a", "€"),
    characters(..."aạ€🎉"),
    characters("🎉", "a"),
    characters("\ud83c", "\udf89", "a"),
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.string({ unit: "grapheme", maxLength: 300 }),
  );

  test("parts and counts are those of packing one character after the other", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const parts = splitSegments(text);
        const counted = segments(text);
        expect(parts).toEqual(pack(text));
        expect(parts.join("")).toBe(text);
        expect(counted.segments).toBe(parts.length);
        expect(counted.encoding).toBe(isGsm(text) ? "GSM-7" : "UCS-2");
        expect(counted.units).toBe(unitsOf(text));
        expect(counted.offending.map(({ character }) => character)).toEqual(
          Array.from(text).filter((character) => !(septets(character) > 0)),
        );
        for (const { character, index } of counted.offending) {
          expect(text.startsWith(character, index)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("unitsLeft is what still fits: one unit more is one segment more", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { encoding, segments: count, unitsLeft } = segments(text);
        // A last high surrogate and a letter are no pair, so that the letter counts alone.
        const filler = "a".repeat(unitsLeft);
        expect(segments(text + filler)).toMatchObject({ encoding, segments: count, unitsLeft: 0 });
        expect(segments(`${text + filler}a`).segments).toBe(count + 1);
      }),
      { numRuns: 500 },
    );
  });
});
