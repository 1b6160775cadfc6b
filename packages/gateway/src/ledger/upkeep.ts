import { agreeOnStops } from "../campaigns/agree-on-stops.ts";
import { endWaiting } from "../campaigns/end-waiting.ts";
import type { GatewayContext } from "../context.ts";
import { settleMoney } from "../money/settle.ts";
import { expireUnreported } from "./expire.ts";
import { forgetParkedReports, matchParkedReports } from "./parked-reports.ts";
import { preparePartitions } from "./partitions.ts";
import { reapDispatches } from "./reap.ts";
import { destroyExpiredKeys } from "./seal.ts";

/** Work that is due every few seconds in every process, and does nothing when there is nothing. */
const everyMs = 5000;
const circuitsEveryMs = 1000;
/** The window is of days: a minute later will do. */
const expireEveryMs = 60_000;

/** Keeps the ledger whole while it runs: silent workers, early reports, keys of dead codes, and more. */
export function startUpkeep(context: GatewayContext): { stop(): Promise<void> } {
  const { database, timing, newId, circuits, clock } = context;
  const stopped = new AbortController();
  let isPrepared = false;
  const tasks = [
    repeat(context, stopped.signal, circuitsEveryMs, () => circuits.sync()),
    repeat(context, stopped.signal, everyMs, async () => {
      // The job `messages.partitions` does it from here on; no first message waits for it.
      if (!isPrepared) await preparePartitions(database, clock.now());
      isPrepared = true;
      while ((await reapDispatches(database, { newId, random: timing.random })) > 0);
      await matchParkedReports(database);
      await forgetParkedReports(database);
      await destroyExpiredKeys(database);
      await agreeOnStops(database);
      while (await endWaiting(database));
      await settleMoney(database, stopped.signal);
    }),
    repeat(context, stopped.signal, expireEveryMs, () => expireUnreported(database)),
  ];
  return {
    stop: async () => {
      stopped.abort();
      await Promise.all(tasks);
    },
  };
}

async function repeat(
  { timing, logger }: GatewayContext,
  stopped: AbortSignal,
  ms: number,
  work: () => Promise<unknown>,
): Promise<void> {
  const ended = new Promise<void>((resolve) =>
    stopped.addEventListener("abort", () => resolve(), { once: true }),
  );
  while (!stopped.aborted) {
    await work().catch((error) => logger.warn({ event: "ledger.upkeep_failed", error }));
    await Promise.race([timing.delay(ms), ended]);
  }
}
