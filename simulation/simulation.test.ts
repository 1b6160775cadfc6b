import { afterAll, beforeAll, expect, test } from "bun:test";
import { openSimulated, type Simulated } from "./database.ts";
import { findMutations } from "./mutations.ts";
import { runSeed } from "./run.ts";

let simulated: Simulated;
beforeAll(async () => {
  simulated = await openSimulated();
}, 60_000);
afterAll(() => simulated.close());

test("no seed breaks a promise", async () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const { broken } = await runSeed(simulated, seed);
    expect({ seed, broken }).toEqual({ seed, broken: [] });
  }
}, 300_000);

test("the same seed plays the same run, whatever was played before", async () => {
  const { digest } = await runSeed(simulated, 7);
  expect((await runSeed(simulated, 8)).digest).not.toBe(digest);
  expect((await runSeed(simulated, 7)).digest).toBe(digest);
}, 60_000);

test("each mutation finds its place in the code", async () => {
  expect(await findMutations()).toEqual([]);
});
