import { beforeAll, expect, test } from "bun:test";
import { findMutations } from "./mutations.ts";
import { playOnAllCores } from "./play-seeds.ts";
import type { Run } from "./verdict.ts";

const seeds = 300;
const runs = new Map<number, Run>();

beforeAll(async () => {
  await playOnAllCores(1, seeds, (run) => {
    runs.set(run.seed, run);
    return true;
  });
}, 600_000);

test("no seed breaks a promise", () => {
  const broken = [...runs.values()].filter((run) => run.broken.length > 0);
  expect(broken).toEqual([]);
  expect(runs.size).toBe(seeds);
});

test("a seed plays the same run, whatever was played before it", async () => {
  const seed = seeds - 1;
  let alone: Run | undefined;
  await playOnAllCores(seed, seed, (run) => {
    alone = run;
    return true;
  });
  expect(alone).toEqual(runs.get(seed));
  const digests = new Set([...runs.values()].map(({ digest }) => digest));
  expect(digests.size).toBe(seeds);
}, 60_000);

test("each mutation finds its place in the code", async () => {
  expect(await findMutations()).toEqual([]);
});
