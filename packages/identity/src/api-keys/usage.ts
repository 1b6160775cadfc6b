import { type Database, DatabaseUnavailable, type Logger } from "@nx/core";
import { sql } from "drizzle-orm";
import type { KeyTiming } from "./context.ts";

/** Counts wait in memory for so long, so that a request costs no write. */
const flushMs = 60_000;

interface Used {
  readonly organizationId: string;
  readonly id: string;
  requests: number;
  /** On the monotonic clock. */
  lastMs: number;
}

/** How often keys are used, and when last. */
export interface Usage {
  count(key: Pick<Used, "organizationId" | "id">): void;
  /** Writes once a minute what was counted. */
  start(): void;
  /** Writes the rest. */
  stop(): Promise<void>;
}

/** Makes the counters of this process. */
export const createUsage = (
  database: Pick<Database, "orm">,
  timing: KeyTiming,
  logger: Logger,
): Usage => {
  const stopping = new AbortController();
  let used = new Map<string, Used>();
  let running: Promise<void> | undefined;

  const add = (of: Used) => {
    const known = used.get(of.id);
    if (!known) used.set(of.id, { ...of });
    else {
      known.requests += of.requests;
      known.lastMs = Math.max(known.lastMs, of.lastMs);
    }
  };

  const flush = async () => {
    if (used.size === 0) return;
    const taken = [...used.values()];
    used = new Map();
    try {
      await writeUsage(database, taken, timing.monotonicMs());
    } catch (error) {
      logger.warn({ event: "api_keys.usage_not_written", error, count: taken.length });
      // What may have been written is not written again: a count may be short, never too long.
      const mayBeWritten = error instanceof DatabaseUnavailable && error.outcome === "unknown";
      if (!mayBeWritten) for (const each of taken) add(each);
    }
  };

  const run = async () => {
    const { signal } = stopping;
    for (;;) {
      await timing.delay(flushMs, signal).catch(() => {});
      if (signal.aborted) return;
      await flush();
    }
  };

  return {
    count: ({ organizationId, id }) =>
      add({ organizationId, id, requests: 1, lastMs: timing.monotonicMs() }),
    start() {
      running ??= run();
    },
    async stop() {
      stopping.abort();
      await running;
      await flush();
    },
  };
};

/** Locks rows in one order, so that two processes cannot wait for each other. */
const writeUsage = async (
  { orm }: Pick<Database, "orm">,
  used: readonly Used[],
  nowMs: number,
): Promise<void> => {
  const column = <T>(of: (each: Used) => T) => sql.param(used.map(of));
  await orm.execute(sql`
    with used as (
      select * from unnest(${column((each) => each.organizationId)}::uuid[],
        ${column((each) => each.id)}::uuid[], ${column((each) => each.requests)}::bigint[],
        ${column((each) => nowMs - each.lastMs)}::float8[])
        as used(organization_id, id, requests, ms_ago)),
    locked as (
      select k.organization_id, k.id, used.requests, used.ms_ago
      from api_keys k join used on k.organization_id = used.organization_id and k.id = used.id
      order by k.organization_id, k.id for no key update of k)
    update api_keys k set request_count = k.request_count + locked.requests,
      last_used_at = greatest(k.last_used_at, now() - locked.ms_ago * interval '1 millisecond')
    from locked where k.organization_id = locked.organization_id and k.id = locked.id`);
};
