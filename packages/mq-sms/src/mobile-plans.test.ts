import { expect, test } from "bun:test";
import fc from "fast-check";
import { getCountries, getExampleNumber } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { mobilePlanOf } from "./mobile-plans.ts";
import { parsePhone } from "./phone.ts";

const mobiles = getCountries().flatMap((country) => {
  const example = getExampleNumber(country, examples);
  return example === undefined ? [] : [{ country, e164: example.number }];
});

/** A space, and the number is taken apart by the library. */
const spelled = (e164: string) => `+ ${e164.slice(1)}`;

test("most countries' mobile numbers are known by their digits", () => {
  const known = mobiles.filter(({ country }) => mobilePlanOf(country) !== undefined);
  expect(known.length).toBeGreaterThan(200);
});

test("a number is the same however it was recognized", () => {
  for (const { e164 } of mobiles) expect(parsePhone(e164)).toEqual(parsePhone(spelled(e164)));
  const digit = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(
      fc.constantFrom(...mobiles),
      fc.array(fc.tuple(fc.nat(14), digit), { maxLength: 4 }),
      fc.integer({ min: -2, max: 2 }),
      ({ e164 }, changes, longer) => {
        const digits = [...e164.slice(1)];
        for (const [place, by] of changes) if (place < digits.length) digits[place] = String(by);
        const sized = longer < 0 ? digits.slice(0, longer) : [...digits, ..."47".slice(0, longer)];
        const changed = `+${sized.join("")}`;
        expect(parsePhone(changed)).toEqual(parsePhone(spelled(changed)));
      },
    ),
    { numRuns: 40_000 },
  );
});
