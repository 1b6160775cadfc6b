import { beforeEach, expect, test } from "bun:test";
import { type Database, newUuid, systemClock } from "@nx/core";
import { describeOnDatabases } from "@nx/core/testing";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { type Bucket, waitOf } from "./bucket.ts";
import { forgetFull } from "./forget.ts";
import { takeBuckets } from "./take-buckets.ts";

const day = 86_400;
const bucket = (key: string, limit: number, more: Partial<Bucket> = {}): Bucket => ({
  scope: "key",
  key,
  limit,
  windowSeconds: day,
  cost: 1,
  ...more,
});

describeOnDatabases("taking from buckets", (open) => {
  let database: Database;
  beforeEach(async () => {
    database = await open();
  });

  const grantedOf = async (...takes: Bucket[][]) =>
    (await takeBuckets(database, takes)).map(({ granted }) => granted);
  /** As if so much time had passed. */
  const passTime = async (seconds: number) => {
    const ago = sql`${seconds}::float8 * interval '1 second'`;
    for (const table of ["rate_limits", "scenario_limits"])
      await database.orm.execute(
        sql`update ${sql.identifier(table)} set next_at = next_at - ${ago}`,
      );
  };
  const rows = async () =>
    [
      ...(await database.orm.execute(
        sql`select key, next_at from rate_limits union all select key, next_at from scenario_limits
          order by 1`,
      )),
    ].map(({ key, next_at: at }) => `${key} ${at}`);

  test("a take passes all of its layers or none, and a refused one leaves no trace", async () => {
    const [key, organization] = [bucket("key", 5), bucket("organization", 2)];
    const owner = newUuid(systemClock);
    const scenario = bucket("scenario", 3, { owner });
    expect(await grantedOf([key, organization, scenario])).toEqual([true]);
    expect(await grantedOf([key, organization, scenario])).toEqual([true]);
    const before = await rows();
    expect(before).toHaveLength(3);
    expect(await grantedOf([key, organization, scenario], [organization])).toEqual([false, false]);
    expect(await grantedOf([{ ...key, cost: 4 }, scenario])).toEqual([false]);
    expect(await grantedOf([key, { ...scenario, cost: 2 }])).toEqual([false]);
    expect(await rows()).toEqual(before);
    // Whoever does not need the empty one is not kept waiting by who does.
    expect(await grantedOf([key, organization], [key, scenario], [key, scenario])).toEqual([
      false,
      true,
      false,
    ]);
  });

  test("refused calls do not lengthen the wait", async () => {
    const one = bucket("key", 60, { windowSeconds: 3600 });
    expect(await grantedOf([{ ...one, cost: 60 }])).toEqual([true]);
    const waits: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const [taken] = await takeBuckets(
        database,
        Array.from({ length: 10 }, () => [one]),
      );
      expect(taken?.granted).toBe(false);
      waits.push(waitOf(one, taken?.levels[0] ?? 0));
    }
    expect(waits).toEqual(waits.toSorted((a, b) => b - a));
    // One comes back each minute, whatever was asked in between.
    await passTime(60);
    expect(await grantedOf([one], [one])).toEqual([true, false]);
    await passTime(120);
    expect(await grantedOf([one], [one], [one])).toEqual([true, true, false]);
  });

  test("a request that is larger than the limit never passes, and costs nothing", async () => {
    const one = bucket("key", 60);
    expect(await grantedOf([{ ...one, cost: 61 }])).toEqual([false]);
    expect(await grantedOf([{ ...one, cost: 60 }])).toEqual([true]);
  });

  test("a limit that is lowered holds at once, and keeps nobody out longer than its window", async () => {
    expect(await grantedOf([bucket("key", 1000, { cost: 1000 })])).toEqual([true]);
    const lowered = bucket("key", 10);
    expect(await grantedOf([lowered])).toEqual([false]);
    await database.orm.execute(sql`update rate_limits set next_at = next_at + interval '9 days'`);
    const [taken] = await takeBuckets(database, [[lowered]]);
    expect(taken).toMatchObject({ granted: false, levels: [day * 1e6] });
    await passTime(day / 10);
    expect(await grantedOf([lowered], [lowered])).toEqual([true, false]);
  });

  test("what is full again is forgotten, and nothing else", async () => {
    const owner = newUuid(systemClock);
    const buckets = [bucket("a", 2), bucket("b", 1), bucket("c", 2, { owner })];
    expect(await grantedOf(buckets, [bucket("d", 4)])).toEqual([true, true]);
    const { signal } = new AbortController();
    expect(await forgetFull(database, signal)).toBe(0);
    await passTime(day / 2);
    expect(await forgetFull(database, signal)).toBe(3);
    expect((await rows()).map((row) => row.split(" ")[0])).toEqual(["b"]);
    expect(await grantedOf(buckets, [bucket("a", 2, { cost: 2 })])).toEqual([false, true]);
  });

  test("answers as a plain model of GCRA does, for any takes and any time between them", async () => {
    const owner = newUuid(systemClock);
    // Intervals that are whole, and some that are not.
    const rates: Omit<Bucket, "cost">[] = [
      { scope: "key", key: "a", limit: 3, windowSeconds: 7 },
      { scope: "key", key: "b", limit: 60, windowSeconds: 60 },
      { scope: "global", key: "c", limit: 999_983, windowSeconds: 1 },
      { scope: "scenario", key: "a", owner, limit: 1, windowSeconds: day },
      { scope: "scenario", key: "d", owner, limit: 7, windowSeconds: 100 },
    ];
    const take = fc.uniqueArray(
      fc.record({ place: fc.nat(rates.length - 1), cost: fc.integer({ min: 1, max: 4 }) }),
      { selector: ({ place }) => place, minLength: 1, maxLength: rates.length },
    );
    const step = fc.oneof(
      { weight: 1, arbitrary: fc.double({ min: 0, max: 200, noNaN: true }) },
      { weight: 3, arbitrary: fc.array(take, { minLength: 1, maxLength: 12 }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        await database.orm.execute(sql`delete from rate_limits`);
        await database.orm.execute(sql`delete from scenario_limits`);
        const model = createModel();
        for (const given of steps) {
          if (typeof given === "number") {
            const microseconds = Math.round(given * 1e6);
            await passTime(microseconds / 1e6);
            model.passTime(BigInt(microseconds));
            continue;
          }
          const takes = given.map((entries) =>
            entries.flatMap(({ place, cost }) => {
              const rate = rates[place];
              return rate === undefined ? [] : [{ ...rate, cost }];
            }),
          );
          const taken = await takeBuckets(database, takes);
          const at = BigInt(taken[0]?.at ?? 0);
          expect(taken.map(({ granted }) => granted)).toEqual(
            takes.map((buckets) => model.take(buckets, at)),
          );
          expect(taken.map(({ levels }) => levels)).toEqual(
            takes.map((buckets) => buckets.map((each) => Number(model.level(each, at)))),
          );
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test("takes that share buckets in any order and number neither block each other nor exceed one", async () => {
    const keys = ["a", "b", "c", "d", "e", "f"];
    const owner = newUuid(systemClock);
    const limit = 40;
    const random = mulberry(7);
    const takes = Array.from({ length: 300 }, () =>
      keys
        .toSorted(() => random() - 0.5)
        .slice(0, 1 + Math.floor(random() * 4))
        .map((key) => bucket(key, limit, key > "d" ? { owner } : {})),
    );
    const { signal } = new AbortController();
    const [taken] = await Promise.all([
      Promise.all(takes.map(async (take) => (await takeBuckets(database, [take]))[0])),
      // The job may meet them.
      ...Array.from({ length: 10 }, () => forgetFull(database, signal)),
    ]);
    for (const key of keys) {
      const used = takes.filter((take, n) => taken[n]?.granted && take.some((b) => b.key === key));
      expect(used.length).toBeLessThanOrEqual(limit);
    }
    // Each that was refused wanted one that is empty now.
    const left = new Map(keys.map((key) => [key, limit]));
    for (const [n, take] of takes.entries())
      if (taken[n]?.granted) for (const { key } of take) left.set(key, (left.get(key) ?? 0) - 1);
    const refused = takes.filter((_, n) => !taken[n]?.granted);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every((take) => take.some(({ key }) => left.get(key) === 0))).toBe(true);
  }, 30_000);
});

/** GCRA as it is written down: per bucket the moment from which it is full. */
function createModel() {
  const fullAt = new Map<string, bigint>();
  const idOf = ({ owner, key }: Bucket) => `${owner ?? ""}/${key}`;
  const numbersOf = ({ limit, windowSeconds, cost }: Bucket) => {
    const microseconds = BigInt(windowSeconds) * 1_000_000n;
    const interval = (microseconds + BigInt(limit) - 1n) / BigInt(limit);
    return { increment: interval * BigInt(cost), tolerance: interval * BigInt(limit) };
  };
  const level = (bucket: Bucket, at: bigint): bigint => {
    const ahead = (fullAt.get(idOf(bucket)) ?? at) - at;
    return ahead > 0n ? ahead : 0n;
  };
  return {
    level,
    take(buckets: readonly Bucket[], at: bigint): boolean {
      const granted = buckets.every((bucket) => {
        const { increment, tolerance } = numbersOf(bucket);
        return level(bucket, at) + increment <= tolerance;
      });
      if (granted)
        for (const bucket of buckets)
          fullAt.set(idOf(bucket), at + level(bucket, at) + numbersOf(bucket).increment);
      return granted;
    },
    passTime(microseconds: bigint): void {
      for (const [id, at] of fullAt) fullAt.set(id, at - microseconds);
    },
  };
}

/** The same numbers every time. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
