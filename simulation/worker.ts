import { createLogger } from "@nx/core";
import { sql } from "drizzle-orm";
import type { SmsProvider } from "mq-sms";
import { createCircuits } from "../packages/gateway/src/dispatch/circuits.ts";
import { createDispatcher, type Dispatcher } from "../packages/gateway/src/dispatch/dispatcher.ts";
import type { World } from "./world.ts";

/** A process that dispatches. */
export interface Worker extends Pick<Dispatcher, "leaseFor" | "take" | "wake"> {
  /** As `kill -9`. */
  kill(): void;
  /** As SIGTERM. Resolves to what it left behind that it should not have. */
  stop(): Promise<readonly string[]>;
}

/** What a provider takes in a second, over all workers, where it has a rate. */
export const rates: ReadonlyMap<string, number> = new Map([["one", 1]]);

const callSeconds = 20;
const pollMs = 5000;
/** A result whose writing fails is written again. */
const longestStopMs = callSeconds * 1000 + 5000;

/** Starts a worker with a door of its own. */
export function startWorker(world: World, providers: readonly SmsProvider[]): Worker {
  const { clock, random, database } = world;
  const door = world.newDoor();
  const now = () => new Date(clock.now());
  const made: string[] = [];
  const accounts = providers.map((provider) => {
    const perSecond = rates.get(provider.kind);
    return { id: provider.kind, provider, window: 8, ...(perSecond && { perSecond }) };
  });
  const dispatcher = createDispatcher({
    database: door.database,
    routing: () => ({ accounts, rules: [] }),
    circuits: createCircuits(door.database, now),
    unseal: async () => undefined,
    newId: () => {
      const id = world.newId();
      made.push(id);
      return id;
    },
    timing: {
      callSeconds,
      leaseSeconds: 35,
      pollMs,
      retryMs: 500,
      stopMs: 8000,
      delay: (ms) => (ms === pollMs ? clock.poll(ms, world.work.claimDue) : clock.delay(ms)),
      random: random.next,
    },
    logger: createLogger({ level: "silent" }),
    now,
  });
  dispatcher.start();

  return {
    leaseFor: dispatcher.leaseFor,
    take: dispatcher.take,
    wake: dispatcher.wake,
    kill: door.kill,
    async stop() {
      const began = clock.now();
      await dispatcher.stop();
      door.kill();
      const [left] = await clock.during(
        Promise.resolve(
          database.orm.execute<{ marks: number; leases: number }>(sql`
            select (select count(*)::int from message_dispatches
                where id = any(${sql.param(made)}::uuid[])) as marks,
              (select count(*)::int from message_queue
                where lease = any(${sql.param(made)}::uuid[])) as leases`),
        ),
      );
      const tookMs = clock.now() - began;
      return [
        ...(tookMs > longestStopMs ? [`33: a clean stop took ${tookMs} ms`] : []),
        ...(left?.marks === 0 ? [] : [`33: a clean stop left ${left?.marks} marks`]),
        // Where the release itself fails, the lease runs out.
        ...(left?.leases === 0 || !world.isCalm()
          ? []
          : [`33: a clean stop left ${left?.leases} leases`]),
      ];
    },
  };
}
