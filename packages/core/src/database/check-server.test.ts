import { expect, test } from "bun:test";
import { openTestPglite, startPostgres } from "../testing/index.ts";
import { isOutdated } from "./check-server.ts";
import { checkServer, openDatabase } from "./index.ts";

const codesWith = async (settings: Record<string, string>): Promise<string[]> => {
  const server = await startPostgres({ settings });
  const database = await openDatabase({ url: server.url });
  const problems = await checkServer(database);
  await database.close();
  await server.stop();
  return problems.map(({ code }) => code);
};

test("a server with its default settings has no problem", async () => {
  expect(await codesWith({})).toEqual([]);
});

test("each setting with which work can be lost is a problem", async () => {
  const off = { fsync: "off", full_page_writes: "off", synchronous_commit: "off" };
  expect(await codesWith(off)).toEqual([
    "fsync_off",
    "full_page_writes_off",
    "synchronous_commit_off",
  ]);
});

test("the embedded database is not asked", async () => {
  const database = await openTestPglite();
  expect(await checkServer(database)).toEqual([]);
  await database.close();
});

test.each([
  [150_013, true],
  [150_014, false],
  [160_009, true],
  [170_006, false],
  [180_000, false],
])("server_version_num %d is outdated: %p", (version, outdated) => {
  expect(isOutdated(version)).toBe(outdated);
});
