import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../clock.ts";

const LONGEST_WAIT_MS = 24 * 60 * 60_000;
const RETRY_MS = 5_000;

export interface TickerOptions {
  readonly seconds: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Resolves to false when it could not be done and should be tried again soon. */
  readonly tick: () => Promise<boolean>;
}

/**
 * Calls `tick` at once and then once in every period, counted from 1970. The queue itself refuses
 * the second tick of a period, so any number of processes may do this, and restart.
 */
export async function runTicker({ seconds, clock, signal, tick }: TickerOptions): Promise<void> {
  while (!signal.aborted) {
    const done = await tick();
    const waitMs = done ? untilNextMs(clock.now(), seconds) : RETRY_MS;
    await delay(Math.min(waitMs, LONGEST_WAIT_MS), undefined, { signal }).catch(() => {});
  }
}

/** A little into the next period, so that a clock which is off by that much is in it as well. */
export function untilNextMs(now: Date, seconds: number): number {
  const periodMs = seconds * 1000;
  const phaseMs = Math.min(periodMs / 2, 5_000);
  return Math.floor(now.getTime() / periodMs + 1) * periodMs + phaseMs - now.getTime();
}
