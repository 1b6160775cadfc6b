import { type Bucket, waitOf } from "./bucket.ts";
import { idOf } from "./take-buckets.ts";

/** How a bucket must be at least, by what the database last said. */
export interface KnownLevel {
  /** Microseconds that it is ahead of `at`. */
  readonly level: number;
  /** Microseconds since 1970, by the database's clock. */
  readonly at: number;
}

/** What one process remembers of buckets that are empty. */
export interface KnownLevels {
  /** @param askedAtMs when the statement was sent: the database read its clock later. */
  learn(bucket: Bucket, known: KnownLevel, askedAtMs: number): void;
  /** Of a bucket that will surely refuse; nothing where only the database can tell. */
  refusing(bucket: Bucket): KnownLevel | undefined;
}

/** What was learned is believed so long: a restart may have filled the buckets since. */
const believedMs = 1000;

/** A wait that is nearly over may be over when the question arrives. */
const marginUs = 100_000;

/**
 * Refuses without a query what the database would surely refuse. Takes of others only empty a bucket
 * further, and it fills by time alone; counting that from before the question was sent, a bucket
 * is never taken for emptier than it is.
 *
 * @param nowMs a clock that only goes on
 */
export function createKnownLevels(nowMs: () => number): KnownLevels {
  // In the order in which they were learned, so that the oldest are forgotten first.
  const known = new Map<string, KnownLevel & { readonly askedAtMs: number }>();
  const forgetOld = (): void => {
    for (const [id, { askedAtMs }] of known) {
      if (nowMs() - askedAtMs <= believedMs) return;
      known.delete(id);
    }
  };
  return {
    learn(bucket, level, askedAtMs) {
      forgetOld();
      known.delete(idOf(bucket));
      known.set(idOf(bucket), { ...level, askedAtMs });
    },
    refusing(bucket) {
      const last = known.get(idOf(bucket));
      if (last === undefined) return undefined;
      const passedMs = nowMs() - last.askedAtMs;
      if (passedMs > believedMs) return undefined;
      const passed = Math.round(passedMs * 1000);
      const level = Math.max(0, last.level - passed);
      return waitOf(bucket, level) > marginUs ? { level, at: last.at + passed } : undefined;
    },
  };
}
