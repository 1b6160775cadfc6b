import type { Config, Database } from "@nx/core";
import { grouped } from "../grouped.ts";
import { type Bucket, type LimitState, type NamedLimit, stateOf, waitOf } from "./bucket.ts";
import { createKnownLevels } from "./known-levels.ts";
import { bucketsOf, type LimitSubject } from "./layers.ts";
import { createNumbers } from "./numbers.ts";
import { type TakenBuckets, takeBuckets } from "./take-buckets.ts";

/** Whether a request may go on. */
export type Taken =
  | {
      readonly kind: "granted";
      /** The limit that is nearest to its end; absent where none holds. */
      readonly state: LimitState | undefined;
    }
  | {
      readonly kind: "refused";
      /** The limit that refused; of several, the one that does so longest. */
      readonly state: LimitState;
      readonly retryAfterSeconds: number;
    }
  /** No waiting helps: the request alone is larger than this limit. */
  | { readonly kind: "too_large"; readonly limit: NamedLimit };

/** Rate limits that all processes share. */
export interface Limits {
  /**
   * Takes from every layer, or from none where one refuses. Rejects when the database cannot tell:
   * whoever sends then must not go on.
   */
  take(subject: LimitSubject): Promise<Taken>;
}

export interface LimitsOptions {
  /** Migrated. */
  readonly database: Pick<Database, "orm">;
  /** Knows `limitSettings`. */
  readonly config: Pick<Config, "read" | "watch">;
  /** A clock that only goes on, in milliseconds. */
  readonly nowMs?: () => number;
}

/** Takes under way at the same time share a statement of at most so many. */
const mostTakes = 500;

/** Makes the rate limits. */
export function createLimits({ database, config, nowMs }: LimitsOptions): Limits {
  const clock = nowMs ?? (() => performance.now());
  const numbersOf = createNumbers(config);
  const known = createKnownLevels(clock);
  const take = grouped<readonly Bucket[], TakenBuckets>(
    async (takes) => {
      const askedAtMs = clock();
      const taken = await takeBuckets(database, takes);
      for (const [n, buckets] of takes.entries()) {
        for (const [bucket, level, at] of levelsOf(buckets, taken[n]))
          if (waitOf({ ...bucket, cost: 1 }, level) > 0)
            known.learn(bucket, { level, at }, askedAtMs);
      }
      return taken;
    },
    { most: mostTakes },
  );

  return {
    async take(subject) {
      const numbers = numbersOf(subject.organizationId);
      const buckets = numbers.rates.enabled ? bucketsOf(subject, numbers) : [];
      if (buckets.length === 0) return { kind: "granted", state: undefined };
      const limit = buckets.find((bucket) => bucket.cost > bucket.limit);
      if (limit !== undefined) return { kind: "too_large", limit };
      const refusing = buckets.flatMap((bucket): Standing[] => {
        const last = known.refusing(bucket);
        return last === undefined ? [] : [[bucket, last.level, last.at]];
      });
      if (refusing.length > 0) return refusal(refusing);
      const [taken] = await take([buckets]);
      if (taken === undefined) throw new Error("The limits answered nothing");
      const standing = levelsOf(buckets, taken);
      return taken.granted ? { kind: "granted", state: tightest(standing) } : refusal(standing);
    },
  };
}

/** A bucket, its level and the moment, in microseconds. */
type Standing = readonly [bucket: Bucket, level: number, at: number];

const levelsOf = (buckets: readonly Bucket[], taken: TakenBuckets | undefined): Standing[] =>
  buckets.map((bucket, n) => [bucket, taken?.levels[n] ?? 0, taken?.at ?? 0]);

/** Fewest left; where that is the same, longest until all is back. */
function tightest(standing: readonly Standing[]): LimitState | undefined {
  return standing
    .map(([bucket, level, at]) => stateOf(bucket, level, at))
    .sort((a, b) => a.remaining - b.remaining || b.resetSeconds - a.resetSeconds)[0];
}

function refusal(standing: readonly Standing[]): Taken {
  const [longest] = standing.toSorted(
    ([a, left], [b, right]) => waitOf(b, right) - waitOf(a, left),
  );
  if (longest === undefined) throw new Error("Nothing can refuse where there is no limit");
  const [bucket, level, at] = longest;
  return {
    kind: "refused",
    state: stateOf(bucket, level, at),
    retryAfterSeconds: Math.max(1, Math.ceil(waitOf(bucket, level) / 1_000_000)),
  };
}
