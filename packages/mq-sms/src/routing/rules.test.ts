import { describe, expect, test } from "bun:test";
import { Value } from "@sinclair/typebox/value";
import { defaultRules, fits, type Matchable, RouteRule } from "./rules.ts";

const message: Matchable = {
  to: "+254711000001",
  country: "KE",
  network: "63902",
  category: "otp",
  from: "NXDEMO",
  at: new Date("2026-01-02T20:30:00Z"),
};
const rule = (match: RouteRule["match"]): RouteRule => ({ name: "test", match });

test.each([
  [{}, true],
  [{ countries: ["VN", "KE"] }, true],
  [{ countries: ["VN"] }, false],
  [{ prefixes: ["+84", "+25471"] }, true],
  [{ prefixes: ["+25472"] }, false],
  [{ networks: ["63902"] }, true],
  [{ networks: ["63903"] }, false],
  [{ categories: ["otp" as const] }, true],
  [{ categories: ["promotional" as const] }, false],
  [{ senders: ["NXDEMO"] }, true],
  [{ senders: ["nxdemo"] }, false],
  [{ countries: ["KE"], categories: ["promotional" as const] }, false],
])("%p fits: %p", (match, does) => {
  expect(fits(rule(match), message)).toBe(does);
});

test("what is not known does not fit", () => {
  const bare: Matchable = { to: "+870123", category: "otp", at: message.at };
  for (const match of [{ countries: ["KE"] }, { networks: ["1"] }, { senders: ["A"] }]) {
    expect(fits(rule(match), bare)).toBe(false);
  }
});

describe("hours", () => {
  const timeZone = "Asia/Ho_Chi_Minh";
  // 2 January 2026 was a Friday; Hanoi is seven hours ahead.
  test.each([
    ["08:00", "20:00", "2026-01-02T00:59:00Z", false],
    ["08:00", "20:00", "2026-01-02T01:00:00Z", true],
    ["08:00", "20:00", "2026-01-02T12:59:00Z", true],
    ["08:00", "20:00", "2026-01-02T13:00:00Z", false],
    ["22:00", "06:00", "2026-01-02T15:00:00Z", true],
    ["22:00", "06:00", "2026-01-02T22:59:00Z", true],
    ["22:00", "06:00", "2026-01-02T23:00:00Z", false],
    ["00:00", "00:00", "2026-01-02T05:00:00Z", true],
  ])("from %s to %s at %s: %p", (from, to, at, does) => {
    const match = { hours: { from, to, timeZone } };
    expect(fits(rule(match), { ...message, at: new Date(at) })).toBe(does);
  });

  test.each([
    [[5], "2026-01-02T15:30:00Z", true],
    [[5], "2026-01-02T20:00:00Z", true],
    [[6], "2026-01-02T20:00:00Z", false],
    [[7], "2026-01-04T18:00:00Z", true],
    [[1], "2026-01-04T18:00:00Z", false],
  ])("a night belongs to the day on which it began: days %p at %s: %p", (days, at, does) => {
    const match = { hours: { from: "22:00", to: "06:00", timeZone, days } };
    expect(fits(rule(match), { ...message, at: new Date(at) })).toBe(does);
  });

  test("a zone that nobody knows is UTC", () => {
    const match = { hours: { from: "20:00", to: "21:00", timeZone: "Mars/Base" } };
    expect(fits(rule(match), message)).toBe(true);
  });
});

test("the default rule is for Kenya", () => {
  const [kenya] = defaultRules;
  expect(kenya && fits(kenya, message)).toBe(true);
  expect(kenya && fits(kenya, { ...message, to: "+84912345678" })).toBe(false);
  expect(kenya?.use).toEqual([{ account: "africastalking" }]);
});

test.each([
  [{ name: "a", match: {} }, true],
  [
    { name: "a", match: {}, use: [{ account: "x", weight: 3 }], only: true, orderBy: "price" },
    true,
  ],
  [{ name: "a", match: { hours: { from: "8:00", to: "20:00", timeZone: "UTC" } } }, false],
  [{ name: "a", match: { country: "KE" } }, false],
  [{ name: "a", match: {}, use: [{ account: "x", weight: 0 }] }, false],
  [{ match: {} }, false],
])("the schema takes %p: %p", (value, does) => {
  expect(Value.Check(RouteRule, value)).toBe(does);
});
