import { expect, test } from "bun:test";
import { isTestOrganization, testOrganizationOf } from "./access.ts";
import { systemClock } from "./clock.ts";
import { newUuid } from "./ids.ts";

test("every organization has one test twin, and it shows in the id which is which", () => {
  const organizations = Array.from({ length: 100 }, () => newUuid(systemClock));
  const twins = organizations.map(testOrganizationOf);
  expect(new Set([...organizations, ...twins]).size).toBe(200);
  expect(twins).toEqual(organizations.map(testOrganizationOf));
  expect(organizations.filter(isTestOrganization)).toEqual([]);
  expect(twins.filter((id) => !isTestOrganization(id))).toEqual([]);
  expect(twins.map(testOrganizationOf)).toEqual(twins);
});

test("what is no organization has no twin, rather than being its own", () => {
  for (const id of [crypto.randomUUID(), "default", ""])
    expect(() => testOrganizationOf(id)).toThrow(TypeError);
});
