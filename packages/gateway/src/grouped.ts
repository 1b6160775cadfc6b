import { setImmediate as turn } from "node:timers/promises";

/** Calls that are under way at the same time share one run. */
export interface Grouped<In, Out> {
  /** Hands over items, which stay together; resolves to one answer for each. */
  (items: readonly In[]): Promise<readonly Out[]>;
  /** Resolves when nothing waits or runs. */
  idle(): Promise<void>;
}

interface Waiting<In, Out> {
  readonly items: readonly In[];
  readonly resolve: (outs: readonly Out[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Groups calls without a timer: the next group is whatever has come while the last one ran, and what is
 * on its way when it ends. Under load groups grow by themselves; a single call waits for two turns of
 * the event loop, which are microseconds where nothing else is to be done. When a group fails, every
 * call of it fails.
 *
 * @param run answers for each item, in the order given
 * @param most items of one group, unless a single call has more
 */
export function grouped<In, Out>(
  run: (items: readonly In[]) => Promise<readonly Out[]>,
  { most }: { readonly most: number },
): Grouped<In, Out> {
  let waiting: Waiting<In, Out>[] = [];
  let isRunning = false;
  const idle: (() => void)[] = [];

  const takeGroup = (): readonly Waiting<In, Out>[] => {
    let calls = 0;
    for (let items = 0; calls < waiting.length; calls += 1) {
      items += waiting[calls]?.items.length ?? 0;
      if (calls > 0 && items > most) break;
    }
    const group = waiting.slice(0, calls);
    waiting = waiting.slice(calls);
    return group;
  };

  /**
   * Lets answers leave, and then waits until a turn of the event loop brings nobody new: whoever asks
   * again because of an answer belongs to the next group, or half the callers at a time share one.
   */
  const gather = async (): Promise<void> => {
    await turn();
    for (let before = 0; before < waiting.length && waiting.length < most; ) {
      before = waiting.length;
      await turn();
    }
  };

  const next = async (): Promise<void> => {
    while (waiting.length > 0) {
      await gather();
      const group = takeGroup();
      try {
        const items = group.flatMap((call) => call.items);
        const outs = await run(items);
        if (outs.length < items.length)
          throw new Error("A group answered for fewer items than it was given");
        let from = 0;
        for (const call of group) {
          call.resolve(outs.slice(from, from + call.items.length));
          from += call.items.length;
        }
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
  };

  const start = (): void => {
    if (isRunning || waiting.length === 0) return;
    isRunning = true;
    void next().finally(() => {
      isRunning = false;
      // Who heard the last answer may have called again before this.
      if (waiting.length > 0) start();
      else for (const done of idle.splice(0)) done();
    });
  };

  const call = (items: readonly In[]): Promise<readonly Out[]> =>
    new Promise((resolve, reject) => {
      waiting.push({ items, resolve, reject });
      start();
    });
  return Object.assign(call, {
    idle: () =>
      !isRunning && waiting.length === 0
        ? Promise.resolve()
        : new Promise<void>((resolve) => idle.push(resolve)),
  });
}
