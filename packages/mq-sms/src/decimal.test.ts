import { expect, test } from "bun:test";
import fc from "fast-check";
import { compareDecimals, isDecimal, multiplyDecimal, sumDecimals } from "./decimal.ts";

test.each([
  [[], "0"],
  [["0.1", "0.2"], "0.3"],
  [["0.03330000", "0.03330000"], "0.06660000"],
  [["1", "0.05"], "1.05"],
  [["99999999999999999999.9", "0.1"], "100000000000000000000.0"],
])("the sum of %p is %s", (amounts, sum) => {
  expect(sumDecimals(amounts)).toBe(sum);
});

test.each([
  ["0.0333", 3, "0.0999"],
  ["2", 0, "0"],
  ["0.10", 10, "1.00"],
])("%s times %d is %s", (amount, times, product) => {
  expect(multiplyDecimal(amount, times)).toBe(product);
});

const amount = fc
  .tuple(fc.nat(1_000_000), fc.nat(9999))
  .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(4, "0")}`);
const inTenThousandths = (text: string) => Number(text.replace(".", ""));

test("sums, products and order are those of whole numbers of the last place", () => {
  fc.assert(
    fc.property(amount, amount, fc.nat(1000), (a, b, times) => {
      expect(inTenThousandths(sumDecimals([a, b]))).toBe(inTenThousandths(a) + inTenThousandths(b));
      expect(inTenThousandths(multiplyDecimal(a, times))).toBe(inTenThousandths(a) * times);
      expect(compareDecimals(a, b)).toBe(Math.sign(inTenThousandths(a) - inTenThousandths(b)));
    }),
  );
});

test.each([
  ["1", true],
  ["0.50", true],
  [".5", false],
  ["1.", false],
  ["-1", false],
  ["1e3", false],
  ["", false],
])("%p is a decimal: %p", (text, is) => {
  expect(isDecimal(text)).toBe(is);
});
