import { setTimeout as wait } from "node:timers/promises";

/** The dispatcher's clockwork; handed in, so that tests own it. */
export interface Timing {
  /** Longest call to a provider, in seconds. */
  readonly callSeconds: number;
  /** After it a silent worker is taken for dead, and its work by another. More than a call takes. */
  readonly leaseSeconds: number;
  /** How often an idle lane looks for work, in milliseconds. */
  readonly pollMs: number;
  /** Wait before a failed write is tried again. */
  readonly retryMs: number;
  /** Calls that are under way this long after a stop are cut: their outcome is unknown. */
  readonly stopMs: number;
  readonly delay: (ms: number) => Promise<unknown>;
  /** In [0, 1). */
  readonly random: () => number;
}

/** A dead worker's messages are with another one after half a minute. */
export const systemTiming: Timing = {
  callSeconds: 15,
  leaseSeconds: 30,
  pollMs: 100,
  retryMs: 250,
  stopMs: 8000,
  delay: (ms) => wait(ms, undefined, { ref: false }),
  random: Math.random,
};
