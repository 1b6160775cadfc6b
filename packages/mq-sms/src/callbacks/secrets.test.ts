import { expect, test } from "bun:test";
import { isSameSecret } from "./secrets.ts";

test.each([
  ["secret", "secret", true],
  ["secret", "Secret", false],
  ["secret", "secret ", false],
  ["", "secret", false],
  ["", "", true],
  ["x".repeat(100_000), "x", false],
])("%#: %p is the same as %p: %p", (given, secret, same) => {
  expect(isSameSecret(given, secret)).toBe(same);
});
