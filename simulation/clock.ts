/** Time that passes only when nothing is left to do. */
export interface VirtualClock {
  /** Milliseconds since the epoch. */
  now(): number;
  delay(ms: number): Promise<void>;
  /** Notes work whose end is to be waited for before time passes. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Lets everything run and time pass, until the moment. */
  runUntil(ms: number, onAdvance: (now: number) => Promise<void>): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

/** A clock that begins at `start`. Timers of the same moment fire in the order they were made. */
export function createClock(start: number): VirtualClock {
  let now = start;
  let order = 0;
  let pending = 0;
  let timers: Timer[] = [];

  /** Waits until no work is under way and nothing new was begun in two turns of the event loop. */
  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < 2; quiet += 1) {
      await new Promise(setImmediate);
      if (pending > 0) quiet = -1;
    }
  };

  return {
    now: () => now,
    delay: (ms) =>
      new Promise((fire) => {
        order += 1;
        timers.push({ at: now + Math.max(ms, 0), order, fire });
      }),
    async during(work) {
      pending += 1;
      try {
        return await work;
      } finally {
        pending -= 1;
      }
    },
    async runUntil(until, onAdvance) {
      for (;;) {
        await settle();
        timers.sort((a, b) => a.at - b.at || a.order - b.order);
        const next = timers[0];
        if (next === undefined || next.at > until) break;
        timers = timers.slice(1);
        if (next.at > now) {
          now = next.at;
          await onAdvance(now);
        }
        next.fire();
      }
      now = until;
      await onAdvance(now);
    },
  };
}
