/** Calls that are under way at the same time share one run. */
export interface Grouped<In, Out> {
  (item: In): Promise<Out>;
  /** Resolves when nothing waits or runs. */
  idle(): Promise<void>;
}

interface Waiting<In, Out> {
  readonly item: In;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Groups calls without a timer: the next group is whatever has come while the last one ran. Under
 * load groups grow by themselves, and a single call waits for nobody. When a group fails, every
 * call of it fails.
 *
 * @param run answers for each item, in the order given
 * @param most items of one group
 */
export function grouped<In, Out>(
  run: (items: readonly In[]) => Promise<readonly Out[]>,
  { most, concurrency = 1 }: { readonly most: number; readonly concurrency?: number },
): Grouped<In, Out> {
  let waiting: Waiting<In, Out>[] = [];
  let running = 0;
  const idle: (() => void)[] = [];

  const next = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const outs = await run(group.map(({ item }) => item));
        for (const [index, out] of outs.entries()) group[index]?.resolve(out);
        for (const { reject } of group.slice(outs.length))
          reject(new Error("A group answered for fewer items than it was given"));
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
  };

  const start = (): void => {
    if (running >= concurrency || waiting.length === 0) return;
    running += 1;
    // Whatever is called in the same turn of the event loop belongs to the first group too.
    queueMicrotask(() =>
      next().finally(() => {
        running -= 1;
        if (running === 0) for (const done of idle.splice(0)) done();
      }),
    );
  };

  const call = (item: In): Promise<Out> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      start();
    });
  return Object.assign(call, {
    idle: () =>
      running === 0 && waiting.length === 0
        ? Promise.resolve()
        : new Promise<void>((resolve) => idle.push(resolve)),
  });
}
