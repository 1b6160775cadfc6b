const FIRST_MS = 50;

/**
 * Milliseconds to wait after `failures` failed connects in a row: doubling, with jitter, and never
 * more than `longestMs`. `random` is in [0, 1).
 */
export function backoffMs(failures: number, longestMs: number, random: () => number): number {
  return Math.min(longestMs, FIRST_MS * 2 ** failures) * (0.5 + random() / 2);
}
