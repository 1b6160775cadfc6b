import { expect, test } from "bun:test";
import { faultsOf } from "./faults.ts";
import { isGood, runInLanes } from "./lanes.ts";

const all = faultsOf(60);
const quick = all.flatMap((fault, index) =>
  fault.quick ? [{ name: `${fault.id} ${fault.name}`, index }] : [],
);

test("the short run of `bun run faults` loses, doubles and forgets nothing", async () => {
  const seed = Math.floor(Math.random() * 1_000_000);
  const outcomes = await runInLanes(quick, { seed, seconds: 60, lanes: 8 }, () => {});
  expect(outcomes.filter((outcome) => !isGood(outcome))).toEqual([]);
  expect(outcomes).toHaveLength(quick.length);
}, 180_000);

test("no fault has the same name as another", () => {
  const names = all.map(({ id, name }) => `${id} ${name}`);
  expect(new Set(names).size).toBe(names.length);
});
