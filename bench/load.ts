/** What a load came to. Times in milliseconds. */
export interface LoadResult {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly ok: number;
  /** Replies by status, for those that were not what was asked for. */
  readonly others: string;
}

/**
 * Runs `call` for every item with `concurrency` of them under way, and measures each. `call`
 * answers with the status of the reply.
 */
export const load = async <T>(
  items: readonly T[],
  concurrency: number,
  expected: number,
  call: (item: T) => Promise<number>,
): Promise<LoadResult> => {
  const times: number[] = [];
  const others = new Map<number, number>();
  let next = 0;
  const work = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      const started = performance.now();
      const status = await call(item);
      if (status === expected) times.push(performance.now() - started);
      else others.set(status, (others.get(status) ?? 0) + 1);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: concurrency }, work));
  const seconds = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => round(times[Math.floor(share * (times.length - 1))] ?? 0);
  return {
    perSecond: round(times.length / seconds),
    p50: at(0.5),
    p99: at(0.99),
    ok: times.length,
    others: [...others].map(([status, count]) => `${count} × ${status}`).join(", "),
  };
};

/** One decimal is as much as these figures are worth. */
export const round = (value: number): number => Math.round(value * 10) / 10;
