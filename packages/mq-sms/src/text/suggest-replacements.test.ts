import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { segments } from "./segments.ts";
import { suggestReplacements } from "./suggest-replacements.ts";

describe("suggestReplacements", () => {
  test("names each character once, with its places, and what replacing all of them saves", () => {
    const text = `“It’s here” – it’s yours…${"x".repeat(60)}`;
    expect(suggestReplacements(text)).toEqual({
      replacements: [
        { character: "“", replacement: '"', indexes: [0] },
        { character: "’", replacement: "'", indexes: [3, 16] },
        { character: "”", replacement: '"', indexes: [10] },
        { character: "–", replacement: "-", indexes: [12] },
        { character: "…", replacement: "...", indexes: [24] },
      ],
      text: `"It's here" - it's yours...${"x".repeat(60)}`,
      segments: 1,
      saved: 1,
    });
  });

  test.each([
    ["a text in GSM-7", "Ma OTP {€}"],
    ["letters that have no look-alike", "Mã của bạn"],
    ["emoji", "👨‍👩‍👧 🎉"],
    ["nothing", ""],
  ])("suggests nothing for %s", (_, text) => {
    expect(suggestReplacements(text)).toBeUndefined();
  });

  test("saves nothing while another character forces UCS-2, and says so", () => {
    const suggestion = suggestReplacements(`${"x".repeat(68)}’🎉`);
    expect(suggestion).toMatchObject({ segments: 2, saved: 0 });
    expect(segments(suggestion?.text ?? "").offending).toEqual([{ character: "🎉", index: 69 }]);
  });

  test("says where replacing would cost more", () => {
    expect(suggestReplacements("…".repeat(70))).toMatchObject({ segments: 2, saved: -1 });
  });

  test("an invisible character is taken out, a decomposed letter composed", () => {
    expect(suggestReplacements("a\u200bb cafe\u0301 ba\u0323n")?.replacements).toEqual([
      { character: "\u200b", replacement: "", indexes: [1] },
      { character: "e\u0301", replacement: "é", indexes: [7] },
      { character: "a\u0323", replacement: "ạ", indexes: [11] },
    ]);
  });

  const texts = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 200 }),
    fc.string({
      unit: fc.constantFrom(..."ae “”’–…\u200b\u0301\u0323ạ🎉ﬁ", "👨‍👩‍👧"),
      maxLength: 200,
    }),
  );

  test("made at the places given, the replacements make the text given", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const suggestion = suggestReplacements(text);
        if (!suggestion) return;
        const places = suggestion.replacements
          .flatMap(({ character, replacement, indexes }) =>
            indexes.map((index) => ({ character, replacement, index })),
          )
          .sort((a, b) => b.index - a.index);
        let made = text;
        for (const { character, replacement, index } of places) {
          expect(made.startsWith(character, index)).toBe(true);
          made = made.slice(0, index) + replacement + made.slice(index + character.length);
        }
        expect(made).toBe(suggestion.text);
        expect(suggestion.segments).toBe(segments(suggestion.text).segments);
        expect(suggestion.saved).toBe(segments(text).segments - suggestion.segments);
      }),
      { numRuns: 2000 },
    );
  });
});
