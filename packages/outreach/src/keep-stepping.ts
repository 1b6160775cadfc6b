import type { Timing } from "@nx/gateway";
import type { OutreachContext } from "./context.ts";

/** Work that is done step by step, wherever there is some. */
export interface Stepping {
  /** Names it in the log. */
  readonly name: string;
  /** How long something may be committed before it is noticed. */
  readonly pollMs: number;
  /** Resolves to whether there may be more to do at once. */
  readonly step: () => Promise<boolean>;
}

/**
 * Takes steps until it is stopped. Nothing is kept here between two of them: any number of processes
 * may do it, and die anywhere.
 */
export function keepStepping(
  { timing, logger }: Pick<OutreachContext, "logger"> & { readonly timing: Pick<Timing, "delay"> },
  { name, pollMs, step }: Stepping,
): { stop(): Promise<void> } {
  const stopped = Promise.withResolvers<void>();
  let isStopped = false;
  let isAway = false;

  const run = async (): Promise<void> => {
    while (!isStopped) {
      try {
        const more = await step();
        isAway = false;
        if (more) continue;
      } catch (error) {
        if (!isAway) logger.warn({ event: `${name}.step_failed`, error });
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
