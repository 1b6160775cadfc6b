/** The middle one of what `of` gives for each; the upper of two. */
export function median<T>(list: readonly T[], of: (item: T) => number): number {
  const sorted = list.map(of).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
