import { expect, test } from "bun:test";
import { forceGsm, isGsm, partsOf } from "./gsm7.ts";

test.each([
  ["ABC äöü @ £ {[~]} €", true],
  ["Mã của bạn", false],
  ["it’s", false],
  ["🙂", false],
])("%p is GSM-7: %p", (text, expected) => expect(isGsm(text)).toBe(expected));

test("what is not in the alphabet becomes a question mark", () => {
  expect(forceGsm("Mã 4 🙂 €")).toBe("M? 4 ? €");
});

test.each([
  ["", [0]],
  ["a".repeat(160), [160]],
  ["a".repeat(161), [153, 8]],
  ["a".repeat(307), [153, 153, 1]],
  ["€".repeat(80), [80]],
  ["€".repeat(81), [76, 5]],
  ["ế".repeat(70), [70]],
  ["ế".repeat(71), [67, 4]],
  [`${"ế".repeat(66)}🙂🙂🙂`, [66, 6]],
])("parts of %p", (text, lengths) => {
  const parts = partsOf(text);
  expect(parts.map(({ length }) => length)).toEqual(lengths);
  expect(parts.join("")).toBe(text);
});
