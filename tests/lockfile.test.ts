import { expect, test } from "bun:test";
import { join } from "node:path";
import { semver } from "bun";

const lock = await Bun.file(join(import.meta.dir, "../bun.lock")).text();

test("the lock file names no registry", () => {
  expect(lock).not.toMatch(/https?:/);
});

// Below these, the package has a known hole: GHSA-hxj9-33pp-j2cc, CVE-2026-39356, CVE-2026-45364.
test.each([
  ["elysia", ">=1.4.27"],
  ["drizzle-orm", ">=0.45.2"],
  ["better-auth", ">=1.4.17"],
])("%s is %s, every copy of it", (name, range) => {
  const versions = [...lock.matchAll(new RegExp(`"${name}@([0-9][^"]*)"`, "g"))].map(
    ([, version]) => version ?? "",
  );
  expect(versions).not.toBeEmpty();
  expect(versions.filter((version) => !semver.satisfies(version, range))).toEqual([]);
});
