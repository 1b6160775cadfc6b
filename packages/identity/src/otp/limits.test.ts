import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type Limit, reachedLimit } from "./limits.ts";

const limit = (...windows: { max: number; seconds: number }[]): Limit => ({
  name: "phone",
  key: "k",
  windows,
});
const after = (seconds: number[], ...windows: { max: number; seconds: number }[]) =>
  reachedLimit([limit(...windows)], new Map([["k", seconds.map((s) => s * 1000)]]), 1_000_000);

describe("reachedLimit", () => {
  test.each([
    ["nothing counted yet", [], [{ max: 1, seconds: 60 }], undefined],
    ["room left", [999], [{ max: 2, seconds: 60 }], undefined],
    ["full", [990, 999], [{ max: 2, seconds: 60 }], 50],
    ["the oldest has just left", [940, 999], [{ max: 2, seconds: 60 }], undefined],
    [
      "the longer window decides",
      [900, 990],
      [
        { max: 2, seconds: 60 },
        { max: 2, seconds: 600 },
      ],
      500,
    ],
    ["no windows, no limit", [999, 999, 999], [], undefined],
  ])("%s", (_, hits, windows, wait) => {
    expect(after(hits, ...windows)?.retryAfterSeconds).toBe(wait);
  });

  test("names the limit that takes longest", () => {
    const limits = [
      { name: "ip", key: "ip", windows: [{ max: 1, seconds: 60 }] },
      { name: "phone", key: "phone", windows: [{ max: 1, seconds: 30 }] },
    ];
    const hits = new Map([
      ["ip", [0]],
      ["phone", [0]],
    ]);
    expect(reachedLimit(limits, hits, 0)).toEqual({ name: "ip", retryAfterSeconds: 60 });
  });

  test("never lets more than max into any sliding window, and lets in what fits", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 60 }),
        (max, seconds, gaps) => {
          const taken: number[] = [];
          let now = 0;
          for (const gap of gaps) {
            now += gap;
            const inWindow = taken.filter((at) => at > now - seconds * 1000).length;
            const reached = reachedLimit([limit({ max, seconds })], new Map([["k", taken]]), now);
            expect(reached === undefined).toBe(inWindow < max);
            if (!reached) taken.push(now);
          }
        },
      ),
    );
  });
});
