import type { InboxContext } from "./context.ts";
import { stepInbox } from "./step.ts";

/** How long a message may be committed before it is noticed. */
const pollMs = 300;

/** Reads what people write, until it is stopped. */
export function startInbox(context: InboxContext): { stop(): Promise<void> } {
  const { timing, logger } = context;
  const stopped = Promise.withResolvers<void>();
  let isStopped = false;
  let isAway = false;

  const run = async (): Promise<void> => {
    while (!isStopped) {
      try {
        const read = await stepInbox(context);
        isAway = false;
        if (read > 0) continue;
      } catch (error) {
        if (!isAway) logger.warn({ event: "inbox.step_failed", error });
        isAway = true;
      }
      await Promise.race([timing.delay(pollMs), stopped.promise]);
    }
  };
  const running = run();

  return {
    async stop() {
      isStopped = true;
      stopped.resolve();
      await running;
    },
  };
}
