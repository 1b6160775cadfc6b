const FIRST_MS = 50;
const LONGEST_MS = 1_000;

/** Milliseconds to wait after `failures` failed connects in a row; `random` is in [0, 1). */
export function backoffMs(failures: number, random: () => number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** failures) * (0.5 + random() / 2);
}
