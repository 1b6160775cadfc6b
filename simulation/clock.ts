/** Time that passes only when nothing is left to do. */
export interface VirtualClock {
  /** Milliseconds since the epoch. */
  now(): number;
  delay(ms: number): Promise<void>;
  /**
   * As {@link VirtualClock.delay}, for somebody who then looks whether there is work, and again after
   * the same time: looks before `due`, as things are then, would find nothing and are passed over.
   */
  poll(ms: number, due: () => Promise<number>): Promise<void>;
  /** Notes work whose end is to be waited for before time passes. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Lets everything run and time pass, until the moment. */
  runUntil(ms: number): Promise<void>;
  /** Passes over all that would happen until the moment. */
  jump(ms: number): void;
}

/** A moment that everybody reads and the clock moves. */
export interface Time {
  /** Milliseconds since the epoch. */
  now: number;
}

interface Timer {
  at: number;
  readonly order: number;
  readonly fire: () => void;
  readonly poll?: { readonly every: number; readonly due: () => Promise<number> };
}

/** More than a group waits for callers before it runs: two, and one for each that brings some. */
const quietTurns = 5;

/** A clock that moves `time`. Timers of the same moment fire in the order they were made. */
export function createClock(time: Time): VirtualClock {
  let made = 0;
  let pending = 0;
  const timers = new Set<Timer>();

  const timer = (ms: number, poll?: Timer["poll"]): Promise<void> =>
    new Promise((fire) => {
      made += 1;
      timers.add({ at: time.now + Math.max(ms, 0), order: made, fire, ...(poll && { poll }) });
    });

  const next = (): Timer | undefined => {
    let first: Timer | undefined;
    for (const each of timers)
      if (
        first === undefined ||
        each.at < first.at ||
        (each.at === first.at && each.order < first.order)
      )
        first = each;
    return first;
  };

  /** Waits until no work is under way and nothing new was begun in some turns of the event loop. */
  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < quietTurns; quiet += 1) {
      await new Promise(setImmediate);
      if (pending > 0) quiet = -1;
    }
  };

  return {
    now: () => time.now,
    delay: (ms) => timer(ms),
    poll: (ms, due) => timer(ms, { every: ms, due }),
    async during(work) {
      pending += 1;
      try {
        return await work;
      } finally {
        pending -= 1;
      }
    },
    async runUntil(until) {
      await settle();
      for (let first = next(); first && first.at <= until; first = next()) {
        if (first.poll && (await first.poll.due()) > first.at) {
          first.at += first.poll.every;
          continue;
        }
        timers.delete(first);
        time.now = first.at;
        first.fire();
        await settle();
      }
      time.now = until;
    },
    jump(ms) {
      time.now = ms;
    },
  };
}
