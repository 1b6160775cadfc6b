/** Places for submits that wait for their response, and the pace at which they may begin. */
export interface Window {
  /** Waits for a place; `undefined` once the signal is aborted. Call the result to give it back. */
  enter(signal: AbortSignal): Promise<(() => void) | undefined>;
}

export function createWindow(size: number, perSecond: number | undefined): Window {
  const waiting = new Set<() => void>();
  let used = 0;
  let nextStart = 0;

  const leave = (): void => {
    const [next] = waiting;
    if (next === undefined) used--;
    else {
      waiting.delete(next);
      next();
    }
  };

  const place = (signal: AbortSignal): Promise<boolean> => {
    if (used < size) {
      used++;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const take = () => {
        signal.removeEventListener("abort", giveUp);
        resolve(true);
      };
      const giveUp = () => {
        waiting.delete(take);
        resolve(false);
      };
      waiting.add(take);
      signal.addEventListener("abort", giveUp, { once: true });
    });
  };

  /** Starts are spread evenly: a burst would be throttled. */
  const pace = (): Promise<void> | undefined => {
    if (perSecond === undefined) return undefined;
    const now = performance.now();
    nextStart = Math.max(now, nextStart + 1000 / perSecond);
    return nextStart === now ? undefined : Bun.sleep(nextStart - now);
  };

  return {
    async enter(signal) {
      if (signal.aborted || !(await place(signal))) return undefined;
      await pace();
      return leave;
    },
  };
}
