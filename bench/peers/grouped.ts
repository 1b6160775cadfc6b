/** How many items one group holds at most. */
const largest = 500;

interface Waiting<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Joins concurrent calls into groups, without a timer: the next group starts when the last one is
 * done. A call resolves when its group has.
 */
export function grouped<T>(
  flush: (items: readonly T[]) => Promise<unknown>,
  limit = largest,
): (item: T) => Promise<void> {
  let waiting: Waiting<T>[] = [];
  let running = false;
  const run = async () => {
    running = true;
    await Promise.resolve(); // those of the same turn come along
    while (waiting.length > 0) {
      const group = waiting.slice(0, limit);
      waiting = waiting.slice(limit);
      try {
        await flush(group.map(({ item }) => item));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    running = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void run();
    });
}
