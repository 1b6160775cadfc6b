import { expect, test } from "bun:test";
import { hasScope, type Scope, scopes } from "./scopes.ts";

test.each<[Scope[], `${string}:${string}`, boolean]>([
  [["sms:send"], "sms:send", true],
  [["sms:send"], "sms:read", false],
  [["sms:send", "sms:read"], "sms:read", true],
  [[], "sms:send", false],
  [["campaigns:*"], "campaigns:read", true],
  [["campaigns:*"], "campaigns:*", true],
  [["campaigns:*"], "campaignsx:read", false],
  [["campaigns:*"], "contacts:read", false],
  [["keys:*"], "admin:*", false],
  [["keys:*"], "admin:read", false],
  [["webhooks:*"], ":*", false],
  [["webhooks:*"], "*:*", false],
  [["sms:send"], "sms:*", false],
])("%p covers %p: %p", (granted, needed, covered) => {
  expect(hasScope(granted, needed)).toBe(covered);
});

test("admin:* covers everything, and only admin:* covers admin:*", () => {
  for (const scope of scopes) {
    expect(hasScope(["admin:*"], scope)).toBe(true);
    expect(hasScope([scope], "admin:*")).toBe(scope === "admin:*");
    expect(hasScope([scope], scope)).toBe(true);
  }
  expect(hasScope(["admin:*"], "analytics:read")).toBe(true);
});
