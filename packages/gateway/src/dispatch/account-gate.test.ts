import { expect, test } from "bun:test";
import { type AccountLimits, createAccountGate } from "./account-gate.ts";

const unlimited = async (count: number) => ({ granted: count, waitMs: 0 });
const gateOf = (limits: AccountLimits, reserve = unlimited) =>
  createAccountGate(
    () => limits,
    reserve,
    async () => {},
  );

test("a lower lane goes first, whoever waited longer", async () => {
  const gate = gateOf({ window: 2 });
  expect(await gate.take(2, 2)).toBe(2);
  const order: string[] = [];
  const waiting = [
    gate.take(2, 1).then(() => order.push("bulk")),
    gate.take(1, 1).then(() => order.push("transactional")),
    gate.take(0, 1).then(() => order.push("code")),
  ];
  gate.release(1);
  gate.release(1);
  await Promise.resolve();
  gate.release(1);
  await Promise.all(waiting);
  expect(order).toEqual(["code", "transactional", "bulk"]);
});

test("who waits in the same lane shares what is free", async () => {
  const gate = gateOf({ window: 10 });
  await gate.take(2, 10);
  const granted = Promise.all([gate.take(2, 500), gate.take(2, 500)]);
  gate.release(10);
  expect(await granted).toEqual([5, 5]);
});

test("a rate is taken in parts, and nobody passes while there is none", async () => {
  const asked: number[] = [];
  let left = 3;
  const gate = gateOf({ window: 100, perSecond: 20 }, async (count) => {
    asked.push(count);
    const granted = Math.min(count, left);
    left -= granted;
    if (granted === 0) left = 100;
    return { granted, waitMs: 50 };
  });
  let taken = 0;
  while (taken < 6) taken += await gate.take(1, 6 - taken);
  expect(new Set(asked)).toEqual(new Set([2]));
  expect(asked.length).toBeGreaterThanOrEqual(4);
});

test("a closed gate lets nobody in, nor those who wait", async () => {
  const gate = gateOf({ window: 1 });
  await gate.take(0, 1);
  const waiting = gate.take(0, 1);
  gate.close();
  expect(await waiting).toBe(0);
  expect(await gate.take(0, 1)).toBe(0);
});
