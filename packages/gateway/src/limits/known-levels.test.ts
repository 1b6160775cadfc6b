import { expect, test } from "bun:test";
import fc from "fast-check";
import { type Bucket, mostOf, spendOf } from "./bucket.ts";
import { createKnownLevels } from "./known-levels.ts";

const bucket = (limit: number, windowSeconds: number, cost = 1): Bucket => ({
  scope: "key",
  key: "k",
  limit,
  windowSeconds,
  cost,
});

test("an empty bucket refuses without a query, for a second, and counts its wait down", () => {
  let now = 5000;
  const known = createKnownLevels(() => now);
  const one = bucket(60, 60);
  expect(known.refusing(one)).toBeUndefined();
  known.learn(one, { level: 60e6, at: 1e15 }, now);
  expect(known.refusing(one)).toEqual({ level: 60e6, at: 1e15 });
  now += 400;
  expect(known.refusing(one)).toEqual({ level: 59_600_000, at: 1e15 + 400_000 });
  // Nearly over: the database is asked.
  now += 550;
  expect(known.refusing(one)).toBeUndefined();
  expect(known.refusing({ ...one, cost: 2 })).toBeDefined();
  // Believed no longer, whatever it was.
  now += 51;
  expect(known.refusing({ ...one, cost: 2 })).toBeUndefined();
});

test("never refuses what the database would grant, however slow questions and answers are", () => {
  let refused = 0;
  const ms = fc.integer({ min: 0, max: 700 });
  const step = fc.oneof(
    fc.record({ kind: fc.constant("wait" as const), ms }),
    fc.record({ kind: fc.constant("others" as const), ms: fc.nat(3) }),
    fc.record({ kind: fc.constant("ask" as const), ms, back: ms }),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 3 }),
      fc.array(step, { maxLength: 40 }),
      (limit, windowSeconds, cost, steps) => {
        let now = 0;
        let fullAt = 0;
        const one = bucket(limit, windowSeconds, cost);
        const known = createKnownLevels(() => now);
        const levelAt = (ms: number) => Math.max(0, fullAt - ms * 1000);
        const fits = (ms: number) => levelAt(ms) + spendOf(one) <= mostOf(one);
        const take = (ms: number) => {
          if (fits(ms)) fullAt = ms * 1000 + levelAt(ms) + spendOf(one);
        };
        for (const given of steps) {
          if (given.kind === "wait") now += given.ms;
          else if (given.kind === "others") for (let n = 0; n <= given.ms; n += 1) take(now);
          else {
            const askedAt = now;
            const readAt = askedAt + given.ms;
            take(readAt);
            const level = levelAt(readAt);
            now = readAt + given.back;
            known.learn(one, { level, at: readAt * 1000 }, askedAt);
          }
          if (known.refusing(one) === undefined) continue;
          refused += 1;
          expect(fits(now)).toBe(false);
        }
      },
    ),
    { numRuns: 500 },
  );
  expect(refused).toBeGreaterThan(100);
});
