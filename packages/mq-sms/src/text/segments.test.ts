import { describe, expect, test } from "bun:test";
import type { NationalTable } from "./national-tables.ts";
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

  test("lists once, and in JSON too", () => {
    const counted = segments("Mã");
    expect(counted.offending).toBe(counted.offending);
    expect(JSON.parse(JSON.stringify(counted))).toMatchObject({
      offending: [{ character: "ã", index: 1 }],
    });
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

describe("national tables", () => {
  const allowed = { nationalTables: ["turkish", "spanish", "portuguese"] } as const;
  const turkish: NationalTable = { language: "turkish", shift: "single" };
  const turkishLocking: NationalTable = { language: "turkish", shift: "locking" };
  const spanish: NationalTable = { language: "spanish", shift: "single" };
  const portuguese: NationalTable = { language: "portuguese", shift: "single" };
  const portugueseLocking: NationalTable = { language: "portuguese", shift: "locking" };

  test.each([
    ["153 letters and an escaped ş", `${"a".repeat(153)}ş`, turkish, 155, 1, 155, 0],
    // Escaped they take two septets each, and do not fit.
    ["78 ş", "ş".repeat(78), turkishLocking, 78, 1, 155, 77],
    // Ø, æ and è stand where the locking table has Turkish letters.
    ["ş beside Øæè", `${"Øæè".repeat(25)}ş`, turkish, 77, 1, 155, 78],
    [
      "147 letters and an escaped ş, joined",
      `${"a".repeat(147)}ş`.repeat(2),
      turkish,
      298,
      2,
      149,
      0,
    ],
    ["an escaped á across parts", `${"a".repeat(148)}á${"a".repeat(7)}`, spanish, 157, 2, 149, 140],
    ["ã and ¿", `${"a¿".repeat(40)}ã`, portuguese, 82, 1, 155, 73],
    ["155 ã", "ã".repeat(155), portugueseLocking, 155, 1, 155, 0],
    ["298 ã", "ã".repeat(298), portugueseLocking, 298, 2, 149, 0],
    ["100 €, which locking tables have", "€".repeat(100), turkishLocking, 100, 1, 155, 55],
  ] as const)("%s", (_, text, nationalTable, units, count, unitsPerSegment, unitsLeft) => {
    expect(segments(text, allowed)).toEqual({
      encoding: "GSM-7",
      nationalTable,
      units,
      segments: count,
      unitsPerSegment,
      unitsLeft,
      offending: [],
    });
    expect(splitSegments(text, allowed)).toHaveLength(count);
  });

  test.each([
    ["by default", "ş".repeat(71), undefined],
    ["of another language", "ş".repeat(71), { nationalTables: ["spanish"] }],
    ["that save no segment", "ş".repeat(70), allowed],
    ["that lack a character", `${"ş".repeat(100)}ạ`, allowed],
  ] as const)("no tables %s", (_, text, options) => {
    expect(segments(text, options)).toEqual(segments(text));
    expect(segments(text, options).nationalTable).toBeUndefined();
    expect(segments(text, options).encoding).toBe("UCS-2");
  });
});
