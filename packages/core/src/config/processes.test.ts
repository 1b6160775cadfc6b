import { afterEach, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import { Value } from "@sinclair/typebox/value";
import type { Subprocess } from "bun";
import { systemClock } from "../clock.ts";
import { type Database, openDatabase } from "../database/index.ts";
import { createLogger } from "../logger.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { type Config, createConfig } from "./config.ts";
import { Answer, account, keyring, type Order } from "./processes.child.ts";
import { settings } from "./tables.ts";

// A promise of the configuration: every process sees a change within this time.
const withinMs = 1_000;

let place: TestDatabase;
let database: Database;
let config: Config;
const children: Subprocess[] = [];

beforeEach(async () => {
  place = await createTestDatabase();
  database = await openDatabase({ url: place.url });
  config = createConfig({
    database,
    ...(keyring.ok && { keyring: keyring.keyring }),
    environment: "test",
    settings: [account],
    logger: createLogger({ level: "silent" }),
    clock: systemClock,
  });
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill();
    await child.exited;
  }
  await database.close();
  await place.drop();
});

/** Starts a process; `next` resolves to what it says next. */
const startProcess = async () => {
  const said: string[] = [];
  let heard = Promise.withResolvers<void>();
  const child = Bun.spawn([process.execPath, join(import.meta.dirname, "processes.child.ts")], {
    stdio: ["ignore", "inherit", "inherit"],
    ipc(message) {
      if (!Value.Check(Answer, message)) return;
      said.push(message.seen);
      heard.resolve();
    },
  });
  children.push(child);
  const next = async (): Promise<string> => {
    while (said.length === 0) {
      await heard.promise;
      heard = Promise.withResolvers();
    }
    return said.shift() ?? "";
  };
  expect(await next()).toBe("ready");
  return { tell: (order: Order) => child.send(order), next };
};

const seedFromTwo = async (user: string) => {
  const processes = await Promise.all([startProcess(), startProcess()]);
  for (const { tell } of processes) {
    tell({ do: "seed", url: place.url, user, password: `password of ${user}` });
  }
  return Promise.all(processes.map(({ next }) => next()));
};

test("two processes that seed at once, three times over, make one row and keep an edit", async () => {
  expect(await seedFromTwo("first")).toEqual(["seeded", "seeded"]);
  await config.patch(account, { user: "edited" }, { actor: "usr_1" });
  expect(await seedFromTwo("first")).toEqual(["seeded", "seeded"]);
  expect(await seedFromTwo("second")).toEqual(["seeded", "seeded"]);

  await config.start();
  await config.stop();
  expect(await database.orm.select().from(settings)).toHaveLength(1);
  expect(config.read(account)).toEqual({
    state: "ok",
    value: { user: "edited", password: "password of first" },
    version: 2,
  });
  const changes = await config.changes(account);
  expect(changes.map(({ actor }) => actor)).toEqual(["usr_1", "seed"]);
});

test.each([
  ["by notification", false],
  ["by polling, where no notification arrives", true],
])("another process sees a change within a second, %s", async (_, deaf) => {
  const { tell, next } = await startProcess();
  tell({ do: "watch", url: place.url, deaf });
  expect(await next()).toBe("watching");

  for (let round = 0; round < 8; round++) {
    const user = `user ${round}`;
    await config.patch(account, { user, password: "x" }, { actor: "usr_1" });
    const changedAt = performance.now();
    expect(await next()).toBe(user);
    expect(performance.now() - changedAt).toBeLessThan(withinMs);
  }
});
