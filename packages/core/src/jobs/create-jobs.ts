import { setTimeout as delay } from "node:timers/promises";
import { PgBoss } from "pg-boss";
import type { Clock } from "../clock.ts";
import { backoffMs } from "../database/backoff.ts";
import { type Database, DatabaseUnavailable, type Orm } from "../database/index.ts";
import type { Logger } from "../logger.ts";
import { bossDatabase, bossTransaction } from "./boss-database.ts";
import { type Job, JobDataRefused } from "./define-job.ts";
import { reportBoss } from "./report-boss.ts";
import { PERIODIC_KEY, sendOptions } from "./send-options.ts";
import { startBoss, startWorkers, writeSchedules } from "./start-boss.ts";
import { runTicker } from "./ticker.ts";

export interface JobsOptions {
  readonly database: Database;
  /** All of them, also those that this process only enqueues. */
  readonly jobs: readonly Job[];
  readonly logger: Logger;
  readonly clock: Clock;
  /** False for a process that enqueues and leaves the work, periodic too, to others (true). */
  readonly work?: boolean;
}

/** How a run differs from the usual. */
export interface EnqueueOptions {
  /** At most one run of the job with this key waits, and at most one runs, over all processes. */
  readonly singletonKey?: string;
  /** Not before; found up to 15 seconds later. */
  readonly startAfter?: Date;
}

/** Background work that survives the process. Its tables are pg-boss's, in the schema `jobs`. */
export interface Jobs {
  /**
   * Resolves after the first attempt, whether or not the database answered; goes on trying until
   * `stop`. Installs and migrates the schema `jobs`.
   */
  start(): Promise<void>;
  /** Takes no more work, and lets what runs end within five seconds; what does not is tried again. */
  stop(): Promise<void>;
  /**
   * Adds a run, within the transaction of `orm` if one is given. Answers false when one with the
   * same key waits already. Rejects with DatabaseUnavailable until `start` has reached the database.
   */
  enqueue<Data>(job: Job<Data>, data: Data, options?: EnqueueOptions, orm?: Orm): Promise<boolean>;
  /** Runs the job here and now, past the queue, and rejects as its work does. */
  run(name: string, data?: object): Promise<void>;
}

/** pg-boss allows no less than a second. */
const GRACE_MS = 5_000;
const LONGEST_BACKOFF_MS = 5_000;

/** Binds `jobs` to the database. */
export function createJobs(options: JobsOptions): Jobs {
  const { jobs, logger, clock, work = true } = options;
  const byName = new Map(jobs.map((job) => [job.name, job]));
  if (byName.size < jobs.length) throw new RangeError("Two jobs have the same name");
  const boss = createBoss(options);
  const stopping = new AbortController();
  const { signal } = stopping;
  let ready = false;
  let background: Promise<unknown> = Promise.resolve();

  const startOnce = async () => {
    await startBoss(boss, jobs);
    ready = true;
    if (!work) return;
    await writeSchedules(boss, jobs);
    await startWorkers(boss, jobs, { clock, logger });
  };

  /** Answers whether it has started. Whatever was begun before the failure is stopped. */
  const attempt = async (failures: number): Promise<boolean> => {
    try {
      await startOnce();
      if (failures > 0) logger.info({ event: "jobs.started", count: failures });
      return true;
    } catch (error) {
      ready = false;
      if (failures === 0) logger.warn({ event: "jobs.start_failed", error });
      await boss.stop({ graceful: false }).catch(() => {});
      return false;
    }
  };

  const keepTrying = async () => {
    for (let failures = 1; !signal.aborted; failures += 1) {
      const waitMs = backoffMs(failures, LONGEST_BACKOFF_MS, Math.random);
      await delay(waitMs, undefined, { signal }).catch(() => {});
      if (!signal.aborted && (await attempt(failures))) return;
    }
  };

  const send = (job: Job, data: object, more: Parameters<PgBoss["send"]>[2]) =>
    boss.send(job.name, data, { ...sendOptions(job), ...more });

  const tick = async (job: Job, seconds: number): Promise<boolean> => {
    if (!ready) return false;
    try {
      await send(job, {}, { singletonKey: PERIODIC_KEY, singletonSeconds: seconds });
      return true;
    } catch (error) {
      logger.warn({ event: "jobs.enqueue_failed", route: job.name, error });
      return false;
    }
  };

  const startTickers = () =>
    jobs.flatMap((job) => {
      const seconds = job.every;
      if (typeof seconds !== "number" || !work) return [];
      return [runTicker({ seconds, clock, signal, tick: () => tick(job, seconds) })];
    });

  return {
    async start() {
      const first = attempt(0);
      background = first.then(async (started) => {
        await Promise.all([...(started ? [] : [keepTrying()]), ...startTickers()]);
      });
      await first;
    },
    async stop() {
      stopping.abort();
      await background;
      ready = false;
      await boss
        .stop({ graceful: true, timeout: GRACE_MS })
        .catch((error) => logger.warn({ event: "jobs.stop_failed", error }));
    },
    async enqueue(job, data, { singletonKey, startAfter } = {}, orm) {
      if (!job.accepts(data) || typeof data !== "object" || data === null) {
        throw new JobDataRefused(job.name);
      }
      if (!ready) throw new DatabaseUnavailable("not-run", "The jobs have not started");
      const id = await send(job, data, {
        singletonKey: singletonKey === undefined ? crypto.randomUUID() : `key:${singletonKey}`,
        ...(startAfter && { startAfter }),
        ...(orm && { db: bossTransaction(orm) }),
      });
      return id !== null;
    },
    async run(name, data = {}) {
      const job = byName.get(name);
      if (!job) throw new RangeError(`There is no job ${name}`);
      await job.perform(data, AbortSignal.timeout(job.timeoutSeconds * 1000));
    },
  };
}

function createBoss({ database, jobs, logger, clock, work = true }: JobsOptions): PgBoss {
  const boss = new PgBoss({
    db: bossDatabase(database),
    backend: database.kind,
    schema: "jobs",
    useListenNotify: true,
    supervise: work,
    schedule: work && jobs.some(({ every }) => typeof every === "string"),
    registerInstance: false,
    // Found dead: retried half a minute later. The rest is kept away from an idle database.
    superviseIntervalSeconds: 30,
    monitorIntervalSeconds: 60,
    cronMonitorIntervalSeconds: 30,
    cronWorkerIntervalSeconds: 5,
    queueCacheIntervalSeconds: 600,
    bamIntervalSeconds: 600,
    flowIntervalSeconds: 3_600,
  });
  reportBoss(boss, { clock, logger });
  return boss;
}
