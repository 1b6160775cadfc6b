// Another process for processes.test.ts: takes from limits over a pool of its own.
import { openDatabase } from "@nx/core";
import { type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import type { Bucket } from "./bucket.ts";
import { createLimits } from "./limits.ts";
import { takeBuckets } from "./take-buckets.ts";

/** So many takes at once; `statements`: each its own, instead of sharing them. */
export const Order = Type.Object({
  url: Type.String(),
  takes: Type.Integer(),
  how: Type.Union([
    Type.Literal("limits"),
    Type.Literal("statements"),
    Type.Literal("crossing statements"),
  ]),
});
export type Order = Static<typeof Order>;

/** How many were granted, and how many ended otherwise than by an answer. */
export const Answer = Type.Object({ granted: Type.Integer(), failed: Type.Integer() });
export type Answer = Static<typeof Answer>;

/** So slow that none comes back while the test runs. */
export const limit = { limit: 60, windowSeconds: 86_400 };

const bucket = (key: string): Bucket => ({ scope: "key", key, ...limit, cost: 1 });

/** Four fifths of all keys, by every other take from the far end. */
const crossing = (n: number): string[] => {
  const keys = Array.from({ length: 30 }, (_, at) => `key ${at}`);
  const some = keys.filter((_, at) => (n + at) % 5 > 0);
  return n % 2 === 0 ? some : some.toReversed();
};

const obey = async ({ url, takes, how }: Order): Promise<Answer> => {
  const database = await openDatabase({
    url,
    // A deadlock would be tried again, and nobody would hear of it.
    delay: () => Promise.reject(new Error("The database ended a statement")),
    acquireTimeoutMs: 30_000,
  });
  const limits = createLimits({
    database,
    config: { read: () => ({ state: "missing" }), watch: () => () => {} },
  });
  const key = { id: "k", perMinute: 10_000, perDay: limit.limit };
  const take = async (n: number): Promise<boolean | undefined> => {
    if (how === "limits") return (await limits.take({ key })).kind === "granted";
    const buckets = (how === "statements" ? ["shared"] : crossing(n)).map(bucket);
    return (await takeBuckets(database, [buckets]))[0]?.granted;
  };
  const results = await Promise.allSettled(Array.from({ length: takes }, (_, n) => take(n)));
  await database.close();
  return {
    granted: results.filter((each) => each.status === "fulfilled" && each.value).length,
    failed: results.filter(({ status }) => status === "rejected").length,
  };
};

if (import.meta.main) {
  process.on("message", (message) => {
    if (Value.Check(Order, message)) void obey(message).then((answer) => process.send?.(answer));
  });
  process.send?.("ready");
}
