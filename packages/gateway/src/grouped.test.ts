import { expect, test } from "bun:test";
import { grouped } from "./grouped.ts";

test("calls of one moment share a run, and the next run takes whoever came meanwhile", async () => {
  const groups: number[][] = [];
  const release: (() => void)[] = [];
  const double = grouped<number, number>(
    async (items) => {
      groups.push([...items]);
      await new Promise<void>((resolve) => release.push(resolve));
      return items.map((item) => item * 2);
    },
    { most: 3 },
  );
  const first = double([1, 2]);
  await Promise.resolve();
  const others = [double([3]), double([4, 5]), double([6])];
  for (let done = 0; done < 3; done += 1) {
    while (release.length === 0) await Promise.resolve();
    release.shift()?.();
    await new Promise(setImmediate);
  }
  expect(await Promise.all([first, ...others])).toEqual([[2, 4], [6], [8, 10], [12]]);
  expect(groups).toEqual([[1, 2], [3, 4, 5], [6]]);
});

test("a group that fails fails for each of it, and not for the next", async () => {
  const odd = grouped<number, number>(
    async (items) => {
      if (items.includes(2)) throw new Error("two");
      return items;
    },
    { most: 2 },
  );
  const results = await Promise.allSettled([odd([1]), odd([2]), odd([3])]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
  await odd.idle();
});

test("who calls again at the very end of a run is heard", async () => {
  const same = grouped<number, number>(async (items) => items, { most: 2 });
  for (let n = 0; n < 5; n += 1) expect(await same([n])).toEqual([n]);
  await same.idle();
});
