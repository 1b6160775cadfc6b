import { expect, test } from "bun:test";
import { setImmediate as turn } from "node:timers/promises";
import { type GroupedOptions, grouped } from "./grouped.ts";

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
  while (groups.length === 0) await turn();
  const others = [double([3]), double([4, 5]), double([6])];
  for (let done = 0; done < 3; done += 1) {
    while (release.length === 0) await turn();
    release.shift()?.();
  }
  expect(await Promise.all([first, ...others])).toEqual([[2, 4], [6], [8, 10], [12]]);
  expect(groups).toEqual([[1, 2], [3, 4, 5], [6]]);
});

test("whoever asks again because of an answer belongs to the next group, with those who waited", async () => {
  const groups: number[] = [];
  const answer = grouped<number, number>(
    async (items) => {
      groups.push(items.length);
      await turn();
      return items;
    },
    { most: 100 },
  );
  await Promise.all(
    Array.from({ length: 8 }, async (_, n) => {
      // Half of them come while the first group runs.
      if (n % 2 === 1) while (groups.length === 0) await turn();
      for (let asked = 0; asked < 5; asked += 1) {
        await answer([n]);
        await turn();
      }
    }),
  );
  expect(groups).toEqual([4, 8, 8, 8, 8, 4]);
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

/** Groups that answer when they are released, and the sizes of those that have begun. */
function inHand(options: GroupedOptions = { most: 2 }) {
  const groups: number[] = [];
  const release: (() => void)[] = [];
  const answer = grouped<number, number>(async (items) => {
    groups.push(items.length);
    await new Promise<void>((resolve) => release.push(resolve));
    return items;
  }, options);
  return { groups, release, answer };
}

const settle = async (): Promise<void> => {
  for (let turns = 0; turns < 10; turns += 1) await turn();
};

test("a full group does not wait for the one before it, and no third starts beside two", async () => {
  const { groups, release, answer } = inHand();
  const calls = [answer([1]), answer([2, 3, 4])];
  await settle();
  expect(groups).toEqual([1, 3]);
  calls.push(answer([5]), answer([6]), answer([7]));
  await settle();
  expect(groups).toEqual([1, 3]);
  release.shift()?.();
  await settle();
  expect(groups).toEqual([1, 3, 2]);
  // What is left is no full group: it waits until both are done.
  release.shift()?.();
  await settle();
  expect(groups).toEqual([1, 3, 2]);
  release.shift()?.();
  await settle();
  release.shift()?.();
  expect((await Promise.all(calls)).flat()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(groups).toEqual([1, 3, 2, 1]);
  await answer.idle();
});

test("a call with more items than a group holds leaves alone and whole", async () => {
  const { groups, release, answer } = inHand();
  const first = answer([1]);
  while (groups.length === 0) await turn();
  const large = answer([2, 3, 4, 5]);
  // It still gathers when the first is done, and looks like two groups.
  release.shift()?.();
  expect(await first).toEqual([1]);
  while (groups.length === 1) await turn();
  for (let turns = 0; turns < 10; turns += 1) await turn();
  expect(groups).toEqual([1, 4]);
  release.shift()?.();
  expect(await large).toEqual([2, 3, 4, 5]);
  await answer.idle();
});

test("halved, one half of those who call is written while the other is answered and asks again", async () => {
  const { groups, release, answer } = inHand({ most: 500, halved: true });
  const call = async (n: number): Promise<void> => {
    await answer([n]);
    await answer([n]);
  };
  const calls = Array.from({ length: 40 }, (_, n) => call(n));
  await settle();
  expect(groups).toEqual([20, 20]);
  release.shift()?.();
  await settle();
  expect(groups).toEqual([20, 20, 20]);
  while (groups.length < 4 || release.length > 0) {
    release.shift()?.();
    await settle();
  }
  await Promise.all(calls);
  expect(groups).toEqual([20, 20, 20, 20]);
});

test("halved, a few calls share one group all the same", async () => {
  const { groups, release, answer } = inHand({ most: 500, halved: true });
  const calls = Array.from({ length: 15 }, (_, n) => answer([n]));
  await settle();
  release.shift()?.();
  expect((await Promise.all(calls)).flat()).toHaveLength(15);
  expect(groups).toEqual([15]);
});
