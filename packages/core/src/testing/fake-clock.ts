import type { Clock } from "../clock.ts";

/** A clock that stands still until it is moved. */
export interface FakeClock extends Clock {
  /** Moves it; a negative number moves it back. */
  advance(ms: number): void;
}

/** A clock that starts at `start`. */
export function fakeClock(start: Date | string = "2026-01-01T00:00:00Z"): FakeClock {
  let time = new Date(start).getTime();
  return {
    now: () => new Date(time),
    advance: (ms) => {
      time += ms;
    },
  };
}
