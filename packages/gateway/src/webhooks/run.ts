import type { GatewayContext } from "../context.ts";
import { createBell } from "../events/bell.ts";
import { claimDeliveries, isAnyDue } from "./claim.ts";
import { deliver } from "./deliver.ts";
import { expandEvents } from "./expand.ts";
import { readContents } from "./read-contents.ts";

/** How long an event may be committed, or a delivery due, before it is noticed. */
const pollMs = 250;

/**
 * Attempts of one process at once. Far fewer than the runtime lets out (256): providers are called by
 * the same way, and receivers that hang must not hold up a message.
 */
const mostAtOnce = 64;

/** Turns events into deliveries, and makes their attempts, until it is stopped. */
export function startWebhooks(context: GatewayContext): { stop(): Promise<void> } {
  const { database, timing, newId, logger } = context;
  const bell = createBell();
  const stopped = new AbortController();
  const cut = new AbortController();
  const underWay = new Set<Promise<void>>();
  let isAway = false;
  let isWaking = false;

  /** One timer at a time: each wakes the loop, which would then set as many again. */
  const wakeSoon = (): void => {
    if (isWaking) return;
    isWaking = true;
    void timing.delay(pollMs).then(() => {
      isWaking = false;
      bell.ring();
    });
  };

  const send = async (): Promise<void> => {
    const free = mostAtOnce - underWay.size;
    if (free === 0 || !(await isAnyDue(database))) return;
    const claimed = await claimDeliveries(database, newId(), free);
    if (claimed.length === 0) return;
    const contents = await readContents(database, claimed);
    for (const [n, delivery] of claimed.entries()) {
      // What cannot be recorded is tried again when its lease ends.
      const attempt = deliver(context, delivery, contents[n], cut.signal)
        .catch((error) => logger.warn({ event: "webhooks.attempt_failed", error }))
        .finally(() => {
          underWay.delete(attempt);
          bell.ring();
        });
      underWay.add(attempt);
    }
  };

  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        const events = await expandEvents(database);
        await send();
        isAway = false;
        if (events > 0) continue;
      } catch (error) {
        if (!isAway) logger.warn({ event: "webhooks.run_failed", error });
        isAway = true;
      }
      wakeSoon();
      await bell.wait();
    }
  };
  const running = run();

  return {
    async stop() {
      stopped.abort();
      bell.ring();
      await running;
      const ended = Promise.all(underWay);
      await Promise.race([ended, timing.delay(timing.stopMs)]);
      cut.abort();
      await ended;
    },
  };
}
