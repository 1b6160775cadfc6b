import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { segments } from "../../text/segments.ts";
import { fromGsmOctets, fromUcs2Octets, toGsmOctets, toUcs2Octets } from "./alphabet.ts";
import { type Part, toParts } from "./parts.ts";

const ways = ["udh8", "udh16", "sar", "payload"] as const;
type Way = (typeof ways)[number];
const partsOf = (text: string, longMessages: Way = "udh8", alphabet: "gsm" | "latin1" = "gsm") => {
  const parts = toParts({ alphabet, longMessages }, text, 0x12b);
  if (parts === undefined) throw new Error("Too many parts");
  return parts;
};
const headerLength = ({ esmClass, shortMessage }: Part) =>
  (esmClass & 0x40) === 0 ? 0 : (shortMessage[0] ?? 0) + 1;
const textOf = (part: Part) => {
  const [payload] = part.parameters.filter(([tag]) => tag === 0x0424).map(([, value]) => value);
  const octets = payload ?? part.shortMessage.subarray(headerLength(part));
  return part.dataCoding === 8 ? fromUcs2Octets(octets) : fromGsmOctets(octets);
};

describe("octets of the default alphabet", () => {
  test.each([
    ["@£$Δ", "00010210"],
    ["ÆæßÉ", "1c1d1e1f"],
    ["{€}", "1b281b651b29"],
    ["Ñü à", "5d7e207f"],
    ["\n\r\f", "0a0d1b0a"],
  ])("%p", (text, octets) => {
    expect(toGsmOctets(text).toString("hex")).toBe(octets);
    expect(fromGsmOctets(Buffer.from(octets, "hex"))).toBe(text);
  });

  test("an unknown extension is a space, a lonely escape too", () => {
    expect(fromGsmOctets(Buffer.from("411b7f421b", "hex"))).toBe("A B ");
  });

  test("UCS-2 is big-endian", () => {
    expect(toUcs2Octets("ế😀").toString("hex")).toBe("1ebfd83dde00");
    expect(fromUcs2Octets(Buffer.from("1ebfd83dde0041", "hex"))).toBe("ế😀");
  });
});

describe("one part", () => {
  test.each([
    ["a".repeat(160), 0, 160],
    [`${"a".repeat(158)}€`, 0, 160],
    ["ế".repeat(70), 8, 140],
    ["", 0, 0],
  ])("%#", (text, dataCoding, octets) => {
    const parts = partsOf(text);
    expect(parts).toHaveLength(1);
    expect(parts[0]).toMatchObject({ dataCoding, esmClass: 0, parameters: [] });
    expect(parts[0]?.shortMessage).toHaveLength(octets);
  });
});

describe("a long text", () => {
  const text = "a".repeat(161);

  test("by a header of 8 bits", () => {
    const parts = partsOf(text);
    expect(parts.map(({ shortMessage }) => shortMessage.subarray(0, 6).toString("hex"))).toEqual([
      "0500032b0201",
      "0500032b0202",
    ]);
    expect(parts.map(({ shortMessage }) => shortMessage.length)).toEqual([6 + 153, 6 + 8]);
    expect(parts.map(({ esmClass }) => esmClass)).toEqual([0x40, 0x40]);
  });

  test("by a header of 16 bits, which leaves one septet less", () => {
    const parts = partsOf(text, "udh16");
    expect(parts.map(({ shortMessage }) => shortMessage.subarray(0, 7).toString("hex"))).toEqual([
      "060804012b0201",
      "060804012b0202",
    ]);
    expect(parts.map(({ shortMessage }) => shortMessage.length)).toEqual([7 + 152, 7 + 9]);
    const unicode = partsOf("ế".repeat(67), "udh16").concat(partsOf("ế".repeat(71), "udh16"));
    expect(unicode.map(({ shortMessage }) => shortMessage.length)).toEqual([134, 7 + 132, 7 + 10]);
  });

  test("by SAR parameters", () => {
    const parts = partsOf(text, "sar");
    expect(parts.map(({ shortMessage, esmClass }) => [shortMessage.length, esmClass])).toEqual([
      [153, 0],
      [8, 0],
    ]);
    expect(parts[1]?.parameters.map(([tag, value]) => [tag, value.toString("hex")])).toEqual([
      [0x020c, "012b"],
      [0x020e, "02"],
      [0x020f, "02"],
    ]);
  });

  test("whole, for the SMSC to cut", () => {
    const [part, ...more] = partsOf(text, "payload");
    expect(more).toEqual([]);
    expect(part?.shortMessage).toHaveLength(0);
    expect(part?.parameters.map(([tag, value]) => [tag, value.length])).toEqual([[0x0424, 161]]);
  });

  test("with more parts than can be numbered is none", () => {
    const settings = { alphabet: "gsm", longMessages: "udh8" } as const;
    expect(toParts(settings, "a".repeat(153 * 255), 1)).toHaveLength(255);
    expect(toParts(settings, "a".repeat(153 * 255 + 1), 1)).toBeUndefined();
  });
});

test("at an SMSC of Latin-1, accents are one octet, and what it lacks goes as UCS-2", () => {
  expect(partsOf("é {", "udh8", "latin1")[0]).toMatchObject({
    dataCoding: 0,
    shortMessage: Buffer.from("é {", "latin1"),
  });
  const euros = partsOf("€".repeat(71), "udh8", "latin1");
  expect(euros.map(({ dataCoding, shortMessage }) => [dataCoding, shortMessage.length])).toEqual([
    [8, 6 + 134],
    [8, 6 + 8],
  ]);
});

const character = fc.oneof(
  fc.constantFrom(..."abc @€{}[]~^|\\\n", "ế", "Đ", "中", "😀", "👩‍👩‍👧"),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
);
const anyText = fc
  .array(character, { maxLength: 500 })
  .map((characters) => Buffer.from(characters.join("")).toString());

test("the parts are the text, fit on the air, and are as many as are counted", () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(...ways), (text, way) => {
      const parts = partsOf(text, way);
      expect(parts.map(textOf).join("")).toBe(text);
      for (const part of parts) {
        if (way !== "payload") expect(part.shortMessage.length).toBeLessThanOrEqual(160);
        expect(textOf(part)).not.toMatch(/\p{Cs}/u);
      }
      if (way === "udh8" || way === "sar") expect(parts).toHaveLength(segments(text).segments);
    }),
    { numRuns: 500 },
  );
});
