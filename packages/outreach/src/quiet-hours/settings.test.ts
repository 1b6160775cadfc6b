import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  type Config,
  createConfig,
  createLogger,
  type Database,
  newUuid,
  systemClock,
} from "@nx/core";
import { openTestPglite } from "@nx/core/testing";
import { defaultQuietHours, quietHoursOf, quietHoursSetting } from "./settings.ts";

const organization = newUuid(systemClock);
const by = { actor: "operator" };
let database: Database;
let config: Config;
beforeEach(async () => {
  database = await openTestPglite();
  config = createConfig({
    database,
    environment: "test",
    settings: [quietHoursSetting],
    logger: createLogger({ level: "silent" }),
    clock: systemClock,
  });
  await config.start();
});
afterEach(async () => {
  await config.stop();
  await database.close();
});

test("each organization has its own hours, else the platform's, from the moment they change", async () => {
  const hoursOf = quietHoursOf(config);
  expect(hoursOf(organization)).toEqual(defaultQuietHours);
  await config.patch(quietHoursSetting, { policy: "drop" }, by);
  expect(hoursOf(organization).policy).toBe("drop");
  await config.patch(quietHoursSetting, { policy: "ignore" }, { ...by, organization });
  expect(hoursOf(organization).policy).toBe("ignore");
  expect(hoursOf(newUuid(systemClock)).policy).toBe("drop");
});

test.each([
  ["a zone that does not exist", { timeZone: "Asia/Atlantis" }, "/timeZone"],
  ["an offset, which knows no summer time", { timeZone: "+07:00" }, "/timeZone"],
  ["a window without a minute", { windows: [{ from: "08:00", to: "08:00" }] }, "/windows/0/to"],
  ["no time", { windows: [{ from: "8:00", to: "24:00" }] }, "/windows/0/from"],
  ["one-time codes, which never wait", { categories: ["otp"] }, "/categories/0"],
  ["an unknown field", { days: ["sunday"] }, "/days"],
])("refused: %s", async (_, change, path) => {
  const result = await config.patch(quietHoursSetting, change, by);
  expect(result.ok || result.problems.map((problem) => problem.path)).toContain(path);
});
