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

/** Full groups under way at once: the disk then waits for neither of them. */
const mostAtOnce = 2;
/** Calls that a half has at least: each group costs a round trip. */
const smallestHalf = 16;
/** How much of the number of callers is still believed one group later, when fewer are seen. */
const remembered = 0.9;

/** How calls are grouped. */
export interface GroupedOptions {
  /** Most items of one group, unless a single call has more. */
  readonly most: number;
  /**
   * Whether half of all who call are enough for a group. Where they call again as soon as they are
   * answered and all share one, they rest while it runs, and the database while they are answered and
   * ask again. @default false
   */
  readonly halved?: boolean;
}

/**
 * Groups calls without a timer: the next group is whatever has come while the last one ran, and what is
 * on its way when it ends. Under load groups grow by themselves, and one that has enough does not wait
 * for the one before it; a single call waits for two turns of the event loop, which are microseconds
 * where nothing else is to be done. When a group fails, every call of it fails.
 *
 * @param run answers for each item, in the order given
 */
export function grouped<In, Out>(
  run: (items: readonly In[]) => Promise<readonly Out[]>,
  { most, halved = false }: GroupedOptions,
): Grouped<In, Out> {
  let waiting: Waiting<In, Out>[] = [];
  let waitingItems = 0;
  /** Groups under way, and those of them that are not complete yet. */
  let running = 0;
  let gathering = 0;
  /** Calls whose group runs, and how many there were lately with those that waited. */
  let answering = 0;
  let callers = 0;
  const idle: (() => void)[] = [];

  const mostCalls = (): number =>
    halved ? Math.max(smallestHalf, Math.ceil(callers / 2)) : Number.POSITIVE_INFINITY;
  const isEnoughFor = (groups: number): boolean =>
    waitingItems >= most * groups || waiting.length >= mostCalls() * groups;

  const takeGroup = (): readonly Waiting<In, Out>[] => {
    callers = Math.max(answering + waiting.length, callers * remembered);
    const limit = Math.min(waiting.length, mostCalls());
    let calls = 0;
    for (let items = 0; calls < limit; calls += 1) {
      items += waiting[calls]?.items.length ?? 0;
      if (calls > 0 && items > most) break;
      waitingItems -= waiting[calls]?.items.length ?? 0;
    }
    const group = waiting.slice(0, calls);
    waiting = waiting.slice(calls);
    return group;
  };

  /**
   * Lets answers leave, and then waits until there are enough or a turn of the event loop brings nobody
   * new: whoever asks again because of an answer belongs to the next group.
   */
  const gather = async (): Promise<readonly Waiting<In, Out>[]> => {
    gathering += 1;
    await turn();
    for (let before = 0; before < waiting.length && !isEnoughFor(1); ) {
      before = waiting.length;
      await turn();
    }
    gathering -= 1;
    return takeGroup();
  };

  const runGroup = async (): Promise<void> => {
    const group = await gather();
    // A call with more items than a group holds counts as several, and leaves with the first.
    if (group.length === 0) return;
    answering += group.length;
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
    answering -= group.length;
  };

  const isDue = (): boolean =>
    running === 0 ? waiting.length > 0 : running < mostAtOnce && isEnoughFor(gathering + 1);

  const start = (): void => {
    if (!isDue()) return;
    running += 1;
    void runGroup().finally(() => {
      running -= 1;
      start();
      if (running === 0) for (const done of idle.splice(0)) done();
    });
  };

  const call = (items: readonly In[]): Promise<readonly Out[]> =>
    new Promise((resolve, reject) => {
      waiting.push({ items, resolve, reject });
      waitingItems += items.length;
      start();
    });
  return Object.assign(call, {
    idle: () =>
      running === 0 ? Promise.resolve() : new Promise<void>((resolve) => idle.push(resolve)),
  });
}
