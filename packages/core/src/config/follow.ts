import type { Database } from "../database/database.ts";
import type { Logger } from "../logger.ts";

/** Keeps a process up to date with the database. */
export interface Follower {
  /** Resolves after the first attempt, whether or not the database answered. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** False until `load` has succeeded, and again while it fails. */
  readonly current: boolean;
}

// A lost notification must be made good within the second that is promised. The poll is one probe
// of an index that finds nothing, so twice a second costs a database less than one request does.
const pollMilliseconds = 500;

/**
 * Calls `load` at once, at each notification, after each gap in which one may have been missed, and
 * twice a second. Never two at a time, and never fewer than one after a notification. Failures are
 * logged once, then tried again until they pass.
 */
export const createFollower = (
  database: Pick<Database, "listen">,
  channel: string,
  logger: Logger,
  load: () => Promise<void>,
): Follower => {
  let running: Promise<void> | undefined;
  let wanted = false;
  let current = false;
  let failing = false;
  let stopped = false;
  let stepping: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unlisten: (() => Promise<void>) | undefined;

  const attempt = async () => {
    try {
      await load();
      current = true;
      failing = false;
    } catch (error) {
      if (!failing) logger.warn({ event: "config.load_failed", error });
      current = false;
      failing = true;
    }
  };

  const run = async () => {
    while (wanted && !stopped) {
      wanted = false;
      await attempt();
    }
    running = undefined;
  };

  const refresh = (): Promise<void> => {
    wanted = true;
    running ??= run();
    return running;
  };

  const listen = async () => {
    try {
      unlisten = await database.listen(channel, refresh, refresh);
    } catch (error) {
      logger.warn({ event: "config.listen_failed", error });
    }
  };

  const step = async () => {
    await refresh();
    if (unlisten || !current) return;
    await listen();
    // Whatever changed between the load and the listening was not announced to us.
    await refresh();
  };

  const tick = async () => {
    stepping = step();
    await stepping;
    if (!stopped) timer = setTimeout(tick, pollMilliseconds);
  };

  return {
    get current() {
      return current;
    },
    start: tick,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await stepping;
      await running;
      await unlisten?.();
    },
  };
};
