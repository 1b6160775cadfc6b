import { expect, test } from "bun:test";
import { type Permission, roleMay, roles } from "./roles.ts";

// One row for a permission, one mark for a role: owner, admin, sender, viewer.
const matrix: [Permission, string][] = [
  ["sms:send", "yyy-"],
  ["sms:read", "yyyy"],
  ["contacts:read", "yyyy"],
  ["contacts:write", "yy--"],
  ["campaigns:*", "yyy-"],
  ["campaigns:read", "yyyy"],
  ["inbox:read", "yyyy"],
  ["inbox:write", "yyy-"],
  ["analytics:read", "yyyy"],
  ["webhooks:*", "yy--"],
  ["keys:*", "yy--"],
  ["keys:read", "yy--"],
  ["providers:*", "yy--"],
  ["members:*", "yy--"],
  ["budgets:*", "yy--"],
  ["settings:*", "yy--"],
  ["audit:read", "yy--"],
];

test.each(matrix)("%s: %s", (permission, marks) => {
  expect(roles.map((role) => (roleMay(role, permission) ? "y" : "-")).join("")).toBe(marks);
});
