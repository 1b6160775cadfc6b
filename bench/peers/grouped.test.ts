import { expect, test } from "bun:test";
import { grouped } from "./grouped.ts";

test("the next group starts when the last is done, with all that came meanwhile", async () => {
  const groups: (readonly number[])[] = [];
  let finish = () => {};
  const call = grouped<number>((items) => {
    groups.push(items);
    return new Promise<void>((resolve) => {
      finish = resolve;
    });
  }, 2);
  const first = call(1);
  await Promise.resolve();
  const rest = [2, 3, 4].map(call);
  expect(groups).toEqual([[1]]);
  finish();
  await first;
  expect(groups).toEqual([[1], [2, 3]]);
  finish();
  await rest[1];
  finish();
  await Promise.all(rest);
  expect(groups).toEqual([[1], [2, 3], [4]]);
});

test("a group that fails fails its calls alone", async () => {
  const call = grouped<number>(async (items) => {
    if (items.includes(1)) throw new Error("no");
  }, 1);
  const results = await Promise.allSettled([call(1), call(2)]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
});
