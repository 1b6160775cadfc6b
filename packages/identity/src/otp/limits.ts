/** At most `max` in any `seconds`. */
export interface Window {
  readonly max: number;
  readonly seconds: number;
}

/** One counter and the windows that hold for it. */
export interface Limit {
  /** What is counted, for the reply and the log: `"phone"`, `"ip"`. */
  readonly name: string;
  /** Row of the counter. */
  readonly key: string;
  readonly windows: readonly Window[];
}

/** The limit that was reached, and when it next has room. */
export interface LimitReached {
  readonly name: string;
  readonly retryAfterSeconds: number;
}

/**
 * Decides whether one more hit fits every window of every limit. Exact for any sliding window, since
 * the hits themselves are kept; limits are small, so the lists are short.
 *
 * @param hits per key, milliseconds of the database's clock, in any order
 */
export const reachedLimit = (
  limits: readonly Limit[],
  hits: ReadonlyMap<string, readonly number[]>,
  nowMs: number,
): LimitReached | undefined => {
  const reached = limits.flatMap(({ name, key, windows }) =>
    windows.flatMap((window) => {
      const waitMs = waitFor(window, hits.get(key) ?? [], nowMs);
      return waitMs > 0 ? [{ name, retryAfterSeconds: Math.ceil(waitMs / 1000) }] : [];
    }),
  );
  return reached.sort((a, b) => b.retryAfterSeconds - a.retryAfterSeconds)[0];
};

/** Milliseconds until the window has room for one more: until its `max`-th newest hit leaves it. */
const waitFor = ({ max, seconds }: Window, hits: readonly number[], nowMs: number): number => {
  const newestFirst = [...hits].sort((a, b) => b - a);
  const blocking = newestFirst[max - 1];
  return blocking === undefined ? 0 : Math.max(0, blocking + seconds * 1000 - nowMs);
};

/** Longest window of a limit in milliseconds: older hits can be forgotten. */
export const memoryMs = ({ windows }: Limit): number =>
  Math.max(0, ...windows.map(({ seconds }) => seconds * 1000));
