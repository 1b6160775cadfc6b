import { describe, expect, test } from "bun:test";
import { randomCode, randomReference } from "./code.ts";

/** Answers with the given bytes first, then with zeros. */
const scripted = (...script: number[]) => {
  const bytes = [...script];
  return (target: Uint8Array<ArrayBuffer>) => target.map(() => bytes.shift() ?? 0);
};

describe("randomCode", () => {
  test("throws away the bytes that would favour the low digits", () => {
    // 250-255 have no full set of ten behind them.
    expect(randomCode(6, scripted(250, 251, 255, 249, 10, 21, 33))).toBe("901300");
  });

  test("keeps leading zeros", () => {
    expect(randomCode(6, scripted(0, 0, 0, 0, 0, 7))).toBe("000007");
  });

  test("uses every digit about equally often", () => {
    const counts = new Map<string, number>();
    for (const digit of randomCode(100_000)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
    // Chi-square with 9 degrees of freedom: 40 is passed by chance once in 100,000 runs.
    const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0);
    expect(counts.size).toBe(10);
    expect(chiSquare).toBeLessThan(40);
  });
});

test("a reference has three unambiguous characters", () => {
  expect(Array.from({ length: 500 }, () => randomReference()).join("")).toMatch(
    /^[2-9A-HJKMNP-Z]{1500}$/,
  );
});
