import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Database } from "@nx/core";
import { openSimulated } from "./database.ts";
import { runSeed } from "./run.ts";

let database: Database;
beforeAll(async () => {
  database = await openSimulated();
}, 60_000);
afterAll(() => database.close());

test("no seed breaks a promise", async () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const { broken } = await runSeed(database, seed);
    expect({ seed, broken }).toEqual({ seed, broken: [] });
  }
}, 120_000);

test("the same seed plays the same run", async () => {
  const [first, second, other] = [
    await runSeed(database, 7),
    await runSeed(database, 7),
    await runSeed(database, 8),
  ];
  expect(first.digest).toBe(second.digest);
  expect(first.digest).not.toBe(other.digest);
}, 60_000);
