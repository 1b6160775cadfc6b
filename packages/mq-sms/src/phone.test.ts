import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { isRegion, maskPhone, type PhoneProblem, parsePhone, type Region } from "./phone.ts";

const e164 = (input: string, region?: Region): string | undefined => {
  const phone = parsePhone(input, region);
  return phone.ok ? phone.e164 : undefined;
};

describe("parsePhone", () => {
  test.each([
    "0912345678",
    "+84 912 345 678",
    "84912345678",
    "0084912345678",
    "+840912345678",
    "912345678",
    "(+84) 912-345-678",
    "+84 (0)912.345.678",
    "  0912 345 678 ",
  ])("%s in Vietnam is +84912345678", (input) => {
    expect(e164(input, "VN")).toBe("+84912345678");
  });

  test.each(["+84912345678", "0084912345678", "+840912345678", "+84-912-345-678"])(
    "%s needs no region, and none changes it",
    (input) => {
      expect(e164(input)).toBe("+84912345678");
      if (input.startsWith("+")) expect(e164(input, "US")).toBe("+84912345678");
    },
  );

  test("says all that the numbering plan knows", () => {
    expect(parsePhone("0912345678", "VN")).toEqual({
      ok: true,
      e164: "+84912345678",
      countryCallingCode: "84",
      country: "VN",
      national: "912345678",
      type: "mobile",
    });
  });

  test.each([
    ["0712345678", "KE", "+254712345678"],
    ["(202) 555-0123", "US", "+12025550123"],
    ["011 84 912 345 678", "US", "+84912345678"],
    ["0300 1234567", "PK", "+923001234567"],
    ["06 12345678", "NL", "+31612345678"],
  ] as const)("%s in %s is %s", (input, region, expected) => {
    expect(e164(input, region)).toBe(expected);
  });

  test("Italian fixed lines keep their zero", () => {
    expect(e164("+39 06 1234 5678")).toBe("+390612345678");
  });

  test.each([
    ["120", "70"],
    ["121", "79"],
    ["122", "77"],
    ["126", "76"],
    ["128", "78"],
    ["123", "83"],
    ["124", "84"],
    ["125", "85"],
    ["127", "81"],
    ["129", "82"],
    ["162", "32"],
    ["163", "33"],
    ["164", "34"],
    ["165", "35"],
    ["166", "36"],
    ["167", "37"],
    ["168", "38"],
    ["169", "39"],
    ["186", "56"],
    ["188", "58"],
    ["199", "59"],
  ])("Vietnamese numbers in 0%s moved to 0%s in 2018", (old, current) => {
    const expected = `+84${current}1234567`;
    expect(e164(`0${old}1234567`, "VN")).toBe(expected);
    expect(e164(`+84${old}1234567`)).toBe(expected);
    expect(e164(`+840${old}1234567`)).toBe(expected);
    expect(e164(`0084${old}1234567`)).toBe(expected);
  });

  test("only Vietnamese numbers move", () => {
    expect(e164("+1 (201) 555-0123")).toBe("+12015550123");
    expect(parsePhone("01201234567", "US").ok).toBe(false);
  });

  test.each([
    ["+84912345678", "mobile", "VN"],
    ["+842438255555", "fixed_line", "VN"],
    ["+12025550123", "fixed_line_or_mobile", "US"],
    ["+841900545463", "premium_rate", "VN"],
    ["+8418001234", "toll_free", "VN"],
    ["+8412011234", "toll_free", "VN"],
    ["+33810123456", "shared_cost", "FR"],
    ["+447012345678", "personal", "GB"],
    ["+445612345678", "voip", "GB"],
    ["+447640123456", "pager", "GB"],
    ["+445512345678", "uan", "GB"],
    ["+447912345678", "mobile", "GB"],
    ["+448451234567", "premium_rate", "GB"],
    ["+254712345678", "mobile", "KE"],
  ] as const)("%s is %s of %s", (input, type, country) => {
    expect(parsePhone(input)).toMatchObject({ ok: true, type, country });
  });

  test.each([
    ["+870773111632", "870"],
    ["+881612345678", "881"],
    ["+8823421234", "882"],
    ["+883510012345", "883"],
    ["+878101234567890", "878"],
    ["+80012345678", "800"],
    ["+80812345678", "808"],
    ["+979123456789", "979"],
  ])("%s belongs to no country", (input, countryCallingCode) => {
    const phone = parsePhone(input);
    expect(phone).toMatchObject({ ok: true, countryCallingCode });
    expect(phone.ok && phone.country).toBeUndefined();
  });

  test.each<[PhoneProblem, string, string]>([
    ["ambiguous", "nine digits without a region", "912345678"],
    ["ambiguous", "a trunk zero without a region", "0912345678"],
    ["ambiguous", "a calling code without plus or region", "84912345678"],
    ["not_a_number", "empty", ""],
    ["not_a_number", "blank", "   "],
    ["not_a_number", "a lone plus", "+"],
    ["not_a_number", "punctuation alone", "( ) - ."],
    ["not_a_number", "two pluses", "++84912345678"],
    ["not_a_number", "a plus inside", "84+912345678"],
    ["not_a_number", "letters", "+84912345678abc"],
    ["not_a_number", "vanity letters", "+1800FLOWERS"],
    ["not_a_number", "RFC 3966 extension", "+84912345678;ext=12"],
    ["not_a_number", "written extension", "+84912345678 x12"],
    ["not_a_number", "tel URI", "tel:+84912345678"],
    ["not_a_number", "two numbers", "+84912345678,+84912345679"],
    ["not_a_number", "Arabic-Indic digits", "+٨٤٩١٢٣٤٥٦٧٨"],
    ["not_a_number", "one Arabic-Indic digit", "+8491234567٨"],
    ["not_a_number", "full-width digits", "＋８４９１２３４５６７８"],
    ["not_a_number", "full-width plus", "＋84912345678"],
    ["not_a_number", "NUL", "+84912345678\0"],
    ["not_a_number", "NUL inside", "+849\u000012345678"],
    ["not_a_number", "lone surrogate", "+84912345678\ud800"],
    ["not_a_number", "zero-width space", "+84912\u200b345678"],
    ["not_a_number", "non-breaking space", "+84\u00a0912345678"],
    ["not_a_number", "line break", "+84912345678\n"],
    ["not_a_number", "non-ASCII dash", "+84–912345678"],
    ["unknown_calling_code", "a code of no country", "+999123456789"],
    ["unknown_calling_code", "a zero after the plus", "+0912345678"],
    ["too_short", "calling code alone", "+84"],
    ["too_short", "a few digits", "+8491234"],
    ["too_long", "one digit more", "+849123456789012"],
    ["too_long", "a valid German number of 16 digits", "+4920100000000000"],
    ["too_long", "absurdly many digits", `+84${"9".repeat(100_000)}`],
    ["not_valid_for_country", "a prefix that nobody has", "+84112345678"],
  ])("%s: %s", (reason, _, input) => {
    expect(parsePhone(input)).toEqual({ ok: false, reason });
  });

  test.each<[PhoneProblem, string, string, Region]>([
    ["too_short", "an emergency number", "113", "VN"],
    ["too_long", "nine digits and the trunk zero of Vietnam", "091234567890123", "VN"],
    ["not_valid_for_country", "a form of another country", "0912345678", "US"],
    ["not_valid_for_country", "digits that nobody has", "0112345678", "VN"],
  ])("%s: %s", (reason, _, input, region) => {
    expect(parsePhone(input, region)).toEqual({ ok: false, reason });
  });

  test("reads hostile input in linear time", () => {
    expect(parsePhone(`${"( ".repeat(500_000)}x`)).toEqual({ ok: false, reason: "not_a_number" });
  });

  const dialled = fc.string({ unit: fc.constantFrom(..."+0123456789 .-()"), maxLength: 24 });
  const regions = fc.constantFrom<Region | undefined>(
    undefined,
    "VN",
    "KE",
    "US",
    "GB",
    "AR",
    "IT",
  );

  test("whatever comes in, what comes out is E.164 and reads as itself", () => {
    fc.assert(
      fc.property(fc.oneof(dialled, fc.string({ unit: "binary" })), regions, (input, region) => {
        const phone = parsePhone(input, region);
        if (!phone.ok) return;
        expect(phone.e164).toMatch(/^\+[1-9]\d{4,14}$/);
        expect(phone.e164).toBe(`+${phone.countryCallingCode}${phone.national}`);
        expect(parsePhone(phone.e164, region)).toEqual(phone);
      }),
      { numRuns: 5000 },
    );
  });

  test("no spelling of a Vietnamese mobile number makes a second number of it", () => {
    const subscriber = fc.tuple(
      fc.constantFrom("32", "70", "81", "91", "98", "56"),
      fc.stringMatching(/^\d{7}$/),
    );
    const prefix = fc.constantFrom("0", "84", "+84", "0084", "+840", "(+84) ");
    const gaps = fc.array(fc.constantFrom("", " ", ".", "-"), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(subscriber, prefix, gaps, ([network, rest], start, separators) => {
        const digits = network + rest;
        const written = [...digits].map((digit, at) => digit + separators[at]).join("");
        expect(e164(start + written, "VN")).toBe(`+84${digits}`);
      }),
    );
  });
});

describe("isRegion", () => {
  test.each([
    ["VN", true],
    ["KE", true],
    ["vn", false],
    ["XX", false],
    ["", false],
    ["constructor", false],
    ["__proto__", false],
  ])("%p: %p", (text, expected) => {
    expect(isRegion(text)).toBe(expected);
  });
});

describe("maskPhone", () => {
  test.each([
    ["+84912345678", "***678"],
    ["+12025550123", "***123"],
    ["5656", "***"],
    ["", "***"],
  ])("%p is shown as %p", (number, expected) => {
    expect(maskPhone(number)).toBe(expected);
  });
});
