import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { parseCells } from "./parse-cells.ts";
import { PhoneSet } from "./phone-set.ts";
import { repairPhone } from "./repair-phone.ts";
import { repairText } from "./repair-text.ts";
import type { Repair } from "./schemas.ts";
import { toCsvRow } from "./write-csv.ts";

describe("repairPhone, in a file of Vietnam", () => {
  test.each<[string, Repair[]]>([
    ["0912345678", []],
    ["+84912345678", []],
    ["0084912345678", []],
    ["0912.345.678", []],
    ["(+84) 912-345-678", []],
    ["'+84912345678", []],
    ["'0912345678", ["text_marker"]],
    ['="0912345678"', ["text_marker"]],
    ["０９１２３４５６７８", ["full_width"]],
    ["＋８４９１２３４５６７８", ["full_width"]],
    ["0912\u00a0345\u00a0678", ["hidden_characters"]],
    ["0912–345–678", ["hidden_characters"]],
    ["\u202d0912345678\u202c", ["hidden_characters"]],
    ["091\u200b2345678", ["hidden_characters"]],
    ["912345678", ["lost_zero"]],
    ["84912345678", ["lost_plus"]],
    ["84 912 345 678", ["lost_plus"]],
    ["912345678.0", ["decimal_point", "lost_zero"]],
    ["84,912,345,678", ["thousands_separators", "lost_plus"]],
    ["8.4912345678E+10", ["scientific_notation", "lost_plus"]],
    ["8,4912345678e10", ["scientific_notation", "lost_plus"]],
    ["9.12345678E+08", ["scientific_notation", "lost_zero"]],
  ])("%p is +84912345678", (cell, repairs) => {
    expect<unknown>(repairPhone(cell, "VN")).toEqual({ ok: true, phone: "+84912345678", repairs });
  });

  test.each([
    ["", "phone_missing"],
    [" \u200b ", "phone_missing"],
    ["8.49E+10", "digits_lost"],
    ["8.49123E+10", "digits_lost"],
    ["=0912345678+1", "formula"],
    ['=HYPERLINK("http://x","0912345678")', "formula"],
    ["0912345678 / 0912345679", "not_a_number"],
    ["0912345678\n0912345679", "not_a_number"],
    ["không có", "not_a_number"],
    ["-912345678", "not_a_number"],
    ["0912\u0007345678", "control_character"],
    ["091234", "too_short"],
    ["091234567890123", "too_long"],
    ["0112345678", "not_valid_for_country"],
    ["+999123456789", "unknown_calling_code"],
  ])("%p is refused: %s", (cell, reason) => {
    expect<unknown>(repairPhone(cell, "VN")).toEqual({ ok: false, reason });
  });

  test("numbers in the form of 2017 moved", () => {
    const moved = { ok: true, phone: "+84701234567", repairs: ["old_prefix"] };
    expect<unknown>(repairPhone("01201234567", "VN")).toEqual(moved);
    expect<unknown>(repairPhone("+841201234567", "VN")).toEqual(moved);
  });

  test("a national number says nothing without a country", () => {
    expect<unknown>(repairPhone("0912345678", undefined)).toEqual({
      ok: false,
      reason: "ambiguous",
    });
    expect(repairPhone("+84912345678", undefined)).toMatchObject({ ok: true, repairs: [] });
  });

  test("where no zero is dialled, none was lost", () => {
    expect(repairPhone("2025550123", "US")).toMatchObject({ ok: true, repairs: [] });
    expect(repairPhone("712345678", "KE")).toMatchObject({ ok: true, repairs: ["lost_zero"] });
  });

  test("what is repaired is E.164 and stays as it is", () => {
    const cells = fc.string({
      unit: fc.constantFrom(..."0123456789+84.,E'=\"０９ \u00a0"),
      maxLength: 20,
    });
    fc.assert(
      fc.property(cells, (cell) => {
        const read = repairPhone(cell, "VN");
        if (!read.ok) return;
        expect(read.phone).toMatch(/^\+[1-9]\d{4,14}$/);
        expect<unknown>(repairPhone(read.phone, "VN")).toEqual({ ...read, repairs: [] });
      }),
      { numRuns: 3000 },
    );
  });
});

describe("repairText", () => {
  test.each<[string, string, Repair[]]>([
    [" An ", "An", []],
    ["a\u0306n", "ăn", []],
    ['="007"', "007", ["text_marker"]],
    ['="say ""hi"""', 'say "hi"', ["text_marker"]],
    ["An\u200b", "An", ["hidden_characters"]],
    ["'=1+1", "=1+1", []],
    ["'90s", "'90s", []],
    ["-5", "-5", []],
    ["@an", "@an", []],
  ])("%p is %p", (cell, text, repairs) => {
    expect<unknown>(repairText(cell)).toEqual({ ok: true, text, repairs });
  });

  test.each([
    ["=1+1", "formula"],
    ["=cmd|' /C calc'!A0", "formula"],
    ["a\u0001b", "control_character"],
  ])("%p is refused: %s", (cell, reason) => {
    expect<unknown>(repairText(cell)).toEqual({ ok: false, reason });
  });
});

describe("toCsvRow", () => {
  test.each([
    ["=1+1", `"'=1+1"`],
    ["+84912345678", `"'+84912345678"`],
    ["-1", `"'-1"`],
    ["@SUM(1)", `"'@SUM(1)"`],
    ["\tx", `"'\tx"`],
    ["\rx", `"'\rx"`],
    ["An", "An"],
    ['a "b", c', '"a ""b"", c"'],
  ])("%p is written %p", (text, cell) => {
    expect(toCsvRow([text])).toBe(`${cell}\r\n`);
  });

  test("what is written is read again as it was", () => {
    const texts = fc
      .string({ unit: fc.constantFrom(..."=+-@'\"\t\r\n,;ab "), minLength: 1, maxLength: 12 })
      .map((text) => text.trim())
      .filter((text) => text !== "");
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 5 }), (row) => {
        const [cells = []] = parseCells([toCsvRow(row).slice(0, -2)], ",");
        expect<unknown>(cells.map(repairText)).toEqual(
          row.map((text) => ({ ok: true, text, repairs: [] })),
        );
      }),
      { numRuns: 3000 },
    );
  });
});

test("PhoneSet knows every number once", () => {
  const set = new PhoneSet();
  const known = new Set<string>();
  const numbers = fc.oneof(
    fc.integer({ min: 1, max: 5000 }),
    fc.maxSafeNat().map((n) => n % 1e15),
  );
  for (const number of fc.sample(
    numbers.filter((n) => n > 0),
    20_000,
  )) {
    const phone = `+${number}`;
    expect(set.add(phone)).toBe(!known.has(phone));
    known.add(phone);
  }
});
