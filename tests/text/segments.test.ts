import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  type CharacterAt,
  segments,
  splitSegments,
} from "../../packages/mq-sms/src/text/segments.ts";
import { gsm7Characters, type Sent, send, sendWithNationalTables } from "./model.ts";
import { texts } from "./texts.ts";

const runs = { numRuns: 10_000 };

/** What `segments` must say of a text that travels so. */
const countsOf = ({ encoding, table, units, perPart, parts }: Sent) => {
  const [language, shift] = table?.split(" ") ?? [];
  return {
    encoding,
    nationalTable: table ? { language, shift } : undefined,
    units,
    segments: parts.length,
    unitsPerSegment: perPart,
  };
};

describe("against the model", () => {
  test("10,000 texts: encoding, units, segments and parts", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const sent = send(text);
        expect(segments(text)).toMatchObject(countsOf(sent));
        expect(splitSegments(text)).toEqual([...sent.parts]);
        expect(splitSegments(text).join("")).toBe(text);
      }),
      runs,
    );
  });

  test("10,000 texts with national tables: the cheapest way to write each", () => {
    const options = { nationalTables: ["turkish", "spanish", "portuguese"] } as const;
    fc.assert(
      fc.property(texts, (text) => {
        const sent = sendWithNationalTables(text);
        expect(segments(text, options)).toMatchObject(countsOf(sent));
        expect(splitSegments(text, options)).toEqual([...sent.parts]);
      }),
      runs,
    );
  });

  test("10,000 texts: the offending characters are those without a code, where they stand", () => {
    const known = new Set(gsm7Characters);
    fc.assert(
      fc.property(texts, (text) => {
        let index = 0;
        const expected: CharacterAt[] = [];
        for (const character of text) {
          if (!known.has(character)) expected.push({ character, index });
          index += character.length;
        }
        expect(segments(text).offending).toEqual(expected);
      }),
      runs,
    );
  });

  test("10,000 texts: unitsLeft is what still fits, and one unit more is one segment more", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { encoding, segments: count, unitsLeft } = segments(text);
        // Behind a last high surrogate a letter is no pair, so that it counts alone.
        const full = text + "a".repeat(unitsLeft);
        expect(segments(full)).toMatchObject({ encoding, segments: count, unitsLeft: 0 });
        expect(segments(`${full}a`).segments).toBe(count + 1);
      }),
      runs,
    );
  });
});

test("every code unit alone travels as the model says", () => {
  const wrong: string[] = [];
  for (let unit = 0; unit < 0x10000; unit++) {
    const character = String.fromCharCode(unit);
    const { encoding, units } = segments(character);
    const sent = send(character);
    if (encoding !== sent.encoding || units !== sent.units) wrong.push(unit.toString(16));
  }
  expect(wrong).toEqual([]);
});
