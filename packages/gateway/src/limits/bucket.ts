/** Whose limit it is. `scenario` is an organization's own rule for a kind of message. */
export type LimitScope = "key" | "organization" | "global" | "ip" | "scenario";

/** So many in so many seconds. All of them may come at once; then they come back one by one. */
export interface Rate {
  readonly limit: number;
  readonly windowSeconds: number;
}

/** A limit as a reply names it. */
export interface NamedLimit extends Rate {
  readonly scope: LimitScope;
  /** Of a scenario. */
  readonly name?: string;
}

/** One limit that a request is under, and how much it takes of it. */
export interface Bucket extends NamedLimit {
  /** Of its row. */
  readonly key: string;
  /** Organization of a scenario, whose buckets survive a crash of the database. */
  readonly owner?: string;
  readonly cost: number;
}

/** How a limit stands, after what was taken. */
export interface LimitState extends NamedLimit {
  readonly remaining: number;
  /** When all of it is there again, by the database's clock. */
  readonly resetAt: Date;
  /** Until `resetAt`. */
  readonly resetSeconds: number;
}

// GCRA: a bucket is one moment, at which it will have everything again. It is `level` ahead of now.
// Whole microseconds, rounded up: never more than the limit.

/** Microseconds after which one comes back. */
export const intervalOf = ({ limit, windowSeconds }: Rate): number =>
  Math.ceil((windowSeconds * 1_000_000) / limit);

/** What taking costs, in microseconds. */
export const spendOf = (bucket: Bucket): number => bucket.cost * intervalOf(bucket);

/** How far ahead of now an empty bucket is, in microseconds. */
export const mostOf = (bucket: Rate): number => bucket.limit * intervalOf(bucket);

/** Microseconds until there is enough; zero or less: there is. */
export const waitOf = (bucket: Bucket, level: number): number =>
  Math.min(level, mostOf(bucket)) + spendOf(bucket) - mostOf(bucket);

/**
 * @param level microseconds that the bucket is ahead of `at`
 * @param at microseconds since 1970
 */
export const stateOf = (bucket: Bucket, level: number, at: number): LimitState => {
  const { scope, name, limit, windowSeconds } = bucket;
  const left = Math.floor((mostOf(bucket) - level) / intervalOf(bucket));
  return {
    scope,
    ...(name !== undefined && { name }),
    limit,
    windowSeconds,
    remaining: Math.max(0, left),
    resetAt: new Date((at + level) / 1000),
    resetSeconds: Math.ceil(level / 1_000_000),
  };
};
