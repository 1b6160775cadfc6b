import type { Lane } from "../ledger/accept.ts";

/** How much one account takes at a time. */
export interface AccountLimits {
  /** Calls under way at once, per process. */
  readonly window: number;
  /** Messages a second, over all processes; absent: as many as the window allows. */
  readonly perSecond?: number | undefined;
}

/** Reserves messages of an account's rate: how many, and otherwise when to ask again. */
export type ReserveRate = (
  count: number,
) => Promise<{ readonly granted: number; readonly waitMs: number }>;

interface Waiter {
  readonly want: number;
  readonly resolve: (granted: number) => void;
}

/** Lets messages through to one account: a lower lane first, and within a lane each in turn. */
export interface AccountGate {
  /** Waits for room and takes 1 to `want` places; 0 when the gate is closed. */
  take(lane: Lane, want: number): Promise<number>;
  /** Gives places back. */
  release(count: number): void;
  /** Lets nobody in any more; who waits gets 0. */
  close(): void;
}

/** A part of a second's rate is reserved at a time, so that processes share it evenly. */
const reservationsPerSecond = 10;

/**
 * Each slice is marked for itself, so a busy account takes several messages at a time: otherwise
 * places that come free one by one would be given away one by one.
 */
const smallestSlice = (window: number, perSecond = Number.POSITIVE_INFINITY): number =>
  Math.max(1, Math.floor(Math.min(window / 16, perSecond / 100)));

/** A gate; `reserve` is needed where the account has a rate. */
export function createAccountGate(
  limits: () => AccountLimits,
  reserve: ReserveRate,
  delay: (ms: number) => Promise<unknown>,
): AccountGate {
  const waiting: readonly Waiter[][] = [[], [], []];
  let taken = 0;
  let tokens = 0;
  let reserving = false;
  let closed = false;

  const serve = (): void => {
    // Nearly always nobody waits, and places come back one by one.
    if (waiting.every((lane) => lane.length === 0)) return;
    const { window, perSecond } = limits();
    for (const lane of waiting) {
      for (let waiter = lane[0]; waiter !== undefined; waiter = lane[0]) {
        const room = Math.min(window - taken, perSecond === undefined ? window : tokens);
        const least = Math.min(waiter.want, smallestSlice(window, perSecond));
        if (perSecond !== undefined && tokens < least) void refill(perSecond);
        if (room < (taken > 0 ? least : 1)) return;
        const share = Math.ceil(room / lane.length);
        const granted = Math.min(waiter.want, room, Math.max(least, share));
        lane.shift();
        taken += granted;
        if (perSecond !== undefined) tokens -= granted;
        waiter.resolve(granted);
      }
    }
  };

  const refill = async (perSecond: number): Promise<void> => {
    if (reserving || closed) return;
    reserving = true;
    try {
      const want = Math.max(1, Math.floor(perSecond / reservationsPerSecond));
      const { granted, waitMs } = await reserve(want);
      tokens += granted;
      if (granted === 0) await delay(waitMs);
    } catch {
      // The database is away: nothing may leave, and it is asked again.
      await delay(1000 / reservationsPerSecond);
    } finally {
      reserving = false;
    }
    serve();
  };

  return {
    take: (lane, want) =>
      new Promise((resolve) => {
        if (closed) return resolve(0);
        waiting[lane]?.push({ want, resolve });
        serve();
      }),
    release: (count) => {
      taken -= count;
      serve();
    },
    close: () => {
      closed = true;
      for (const lane of waiting) for (const { resolve } of lane.splice(0)) resolve(0);
    },
  };
}
