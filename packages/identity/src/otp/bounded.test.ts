import { describe, expect, test } from "bun:test";
import { createBounded } from "./bounded.ts";

/** Work that ends when the test says so. */
const held = () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { work: () => promise, finish: resolve };
};

const setup = (limits: { concurrency?: number; queue?: number; maxWaitMs?: number } = {}) => {
  let time = 0;
  const bounded = createBounded({
    concurrency: 1,
    queue: 2,
    maxWaitMs: 1000,
    ...limits,
    monotonicMs: () => time,
  });
  return { bounded, pass: (ms: number) => (time += ms) };
};

describe("createBounded", () => {
  test("never runs more than its concurrency at once", async () => {
    const { bounded } = setup({ concurrency: 3, queue: 100 });
    let now = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 50 }, () =>
        bounded.run("first", async () => {
          most = Math.max(most, ++now);
          await Promise.resolve();
          now -= 1;
        }),
      ),
    );
    expect(most).toBe(3);
  });

  test("lets first work overtake spare work that waits longer", async () => {
    const { bounded } = setup();
    const gate = held();
    const order: string[] = [];
    const running = bounded.run("first", gate.work);
    const spare = bounded.run("spare", async () => order.push("spare"));
    const first = bounded.run("first", async () => order.push("first"));
    gate.finish("go");
    await Promise.all([running, spare, first]);
    expect(order).toEqual(["first", "spare"]);
  });

  test("refuses at once when a line is full, without touching the other line", async () => {
    const { bounded } = setup({ queue: 1 });
    const gate = held();
    const running = bounded.run("spare", gate.work);
    const waiting = bounded.run("spare", async () => "waited");
    expect(await bounded.run("spare", async () => "never")).toEqual({ refused: "full" });
    const first = bounded.run("first", async () => "room for me");
    gate.finish("go");
    expect(await Promise.all([running, waiting, first])).toEqual([
      { done: "go" },
      { done: "waited" },
      { done: "room for me" },
    ]);
  });

  test("refuses work whose turn came too late, and does not run it", async () => {
    const { bounded, pass } = setup({ maxWaitMs: 1000 });
    const gate = held();
    let ran = false;
    const running = bounded.run("first", gate.work);
    const late = bounded.run("first", async () => {
      ran = true;
    });
    pass(1001);
    gate.finish("go");
    await running;
    expect(await late).toEqual({ refused: "waited-too-long" });
    expect(ran).toBe(false);
  });

  test("goes on after work that failed", async () => {
    const { bounded } = setup();
    const failing = bounded.run("first", () => Promise.reject(new Error("broken")));
    expect(failing).rejects.toThrow("broken");
    expect(await bounded.run("first", async () => "next")).toEqual({ done: "next" });
  });
});
