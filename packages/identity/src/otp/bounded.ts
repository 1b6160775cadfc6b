/** How a piece of work waits for its turn. */
export type Priority = "first" | "spare";

/** Why work was not started. */
export type Refusal = "full" | "waited-too-long";

/**
 * Runs at most `concurrency` pieces of work at once; the others wait. `"first"` work always goes
 * before `"spare"` work, so that a flood of the second kind cannot keep the first from running.
 */
export interface Bounded {
  run<T>(priority: Priority, work: () => Promise<T>): Promise<{ done: T } | { refused: Refusal }>;
}

interface Waiting {
  readonly since: number;
  readonly start: () => void;
  readonly refuse: (reason: Refusal) => void;
}

/**
 * @param options.queue how many may wait in each of the two lines
 * @param options.maxWaitMs work that waited longer is refused when its turn comes
 * @param options.monotonicMs for tests; `performance.now` by default
 */
export const createBounded = (options: {
  readonly concurrency: number;
  readonly queue: number;
  readonly maxWaitMs: number;
  readonly monotonicMs?: () => number;
}): Bounded => {
  const clock = options.monotonicMs ?? (() => performance.now());
  const lines: Record<Priority, Waiting[]> = { first: [], spare: [] };
  let running = 0;

  const next = (): void => {
    while (running < options.concurrency) {
      const waiting = lines.first.shift() ?? lines.spare.shift();
      if (waiting === undefined) return;
      if (clock() - waiting.since > options.maxWaitMs) waiting.refuse("waited-too-long");
      else waiting.start();
    }
  };

  return {
    run: (priority, work) =>
      new Promise((resolve, reject) => {
        if (running >= options.concurrency && lines[priority].length >= options.queue) {
          resolve({ refused: "full" });
          return;
        }
        lines[priority].push({
          since: clock(),
          refuse: (refused) => resolve({ refused }),
          start: () => {
            running += 1;
            work()
              .then((done) => resolve({ done }), reject)
              .finally(() => {
                running -= 1;
                next();
              });
          },
        });
        next();
      }),
  };
};
