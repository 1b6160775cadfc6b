import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { segments } from "./segments.ts";
import { type Replacement, toGsm } from "./to-gsm.ts";

describe("toGsm", () => {
  test.each([
    ["single quotes", "‘it’s’ ‚x‛ ‹y›", "'it's' 'x' 'y'"],
    ["double quotes", "“a” „b‟ «c»", `"a" "b" "c"`],
    ["primes and loose accents", "5′ 6″ `x´", `5' 6" 'x'`],
    ["dashes", "a‐b‑c‒d–e—f―g−h", "a-b-c-d-e-f-g-h"],
    ["ellipsis", "wait…", "wait..."],
    ["bullets and dots", "• a · b", "* a . b"],
    ["multiplication sign", "2×3", "2x3"],
    ["slashes", "1⁄2 3∕4", "1/2 3/4"],
    ["ligatures", "ofﬁce aﬄuent", "office affluent"],
    ["spaces", "a\u00a0b\u2009c\u202fd\u3000e\tf", "a b c d e f"],
    ["line separators", "a\u2028b\u2029c\u0085d", "a\nb\nc\nd"],
    ["zero-width characters", "\ufeffa\u200bb\u200dc\u2060d\u00ade\u200ef", "abcdef"],
    ["full-width forms", "ＯＴＰ：４８２９１５！～￥", "OTP:482915!~¥"],
    ["full-width letter with a mark", "ｅ\u0301", "é"],
    ["decomposed letters of GSM-7", "cafe\u0301 u\u0308ber A\u030a", "café über Å"],
    ["canonical twins", "\u212b \u2126 \u037e", "Å Ω ;"],
    ["GSM-7 as it is", "à {€} Ω\r\n", "à {€} Ω\r\n"],
    ["empty", "", ""],
  ])("%s", (_, text, expected) => {
    expect(toGsm(text).text).toBe(expected);
    expect(segments(expected).encoding).toBe("GSM-7");
  });

  test.each([
    ["accented Latin letters that GSM-7 lacks", "đã ç ê ř"],
    ["letters of other alphabets", "Αθήνα Москва"],
    ["joiners of emoji", "👨‍👩‍👧 ❤️"],
    ["joiners of words", "می‌خواهم"],
    ["what changes its meaning", "10² 1½ 30°"],
    ["the escape and other controls", "\u001b\u0007"],
    ["lone surrogates", "\ud83c \udf89"],
  ])("leaves %s", (_, text) => {
    expect(toGsm(text)).toEqual({ text, replaced: [] });
  });

  test("composes what stays in UCS-2, because each mark would cost a unit", () => {
    expect(toGsm("ba\u0323n").text).toBe("bạn");
  });

  test("says what was replaced, and where it stood", () => {
    expect(toGsm("“Ưu đãi”\u200b 7h–22h…").replaced).toEqual([
      { from: "“", to: '"', index: 0 },
      { from: "”\u200b", to: '"', index: 7 },
      { from: "–", to: "-", index: 12 },
      { from: "…", to: "...", index: 16 },
    ]);
    expect(toGsm("ab\u200bc").replaced).toEqual([{ from: "\u200b", to: "", index: 2 }]);
  });
});

describe("laws of toGsm", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc.string({
      unit: fc.constantFrom(
        ..."aeＡ＜=`“…–\u1fef\u212a\u0301\u0300\u0323\u0338\u200b\u200d\ufe0fạ🎉ﬁ",
      ),
      maxLength: 30,
    }),
  );

  test("once is enough", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = toGsm(text).text;
        expect(toGsm(once)).toEqual({ text: once, replaced: [] });
      }),
      { numRuns: 5000 },
    );
  });

  const apply = (text: string, replaced: readonly Replacement[]) =>
    replaced.reduceRight((result, { from, to, index }) => {
      expect(result.startsWith(from, index)).toBe(true);
      return result.slice(0, index) + to + result.slice(index + from.length);
    }, text);

  test("the replacements, applied to the text given, make the text returned", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const result = toGsm(text);
        expect(apply(text, result.replaced)).toBe(result.text);
      }),
      { numRuns: 2000 },
    );
  });

  test("a text in GSM-7 comes back as it is", () => {
    const gsm = fc.string({ unit: fc.constantFrom(..."aZ09 @£€{}\nàéΩ'\"-") });
    fc.assert(fc.property(gsm, (text) => expect(toGsm(text)).toEqual({ text, replaced: [] })));
  });
});
