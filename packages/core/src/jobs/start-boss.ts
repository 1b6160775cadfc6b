import type { PgBoss } from "pg-boss";
import type { Job } from "./define-job.ts";
import { type Reporting, runAttempt } from "./run-attempt.ts";
import { PERIODIC_KEY, sendOptions } from "./send-options.ts";

// A NOTIFY brings new work at once; polling finds what is due later: retries and `startAfter`.
const POLL = { pollingIntervalSeconds: 5, notifyPollingIntervalSeconds: 15 };

/** Installs pg-boss where it is missing, and the queues. Rejects when the database is away. */
export async function startBoss(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  await boss.start();
  const known = await boss.getQueues(jobs.map(({ name }) => name));
  const names = new Set(known.map(({ name }) => name));
  for (const { name } of jobs) {
    // Of one key, one waits and one runs. Policies cannot change later, so there is one for all.
    if (!names.has(name)) await boss.createQueue(name, { policy: "stately", notify: true });
  }
}

/** Writes down what is due by the calendar, and forgets what is so no longer. */
export async function writeSchedules(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  const written = new Set((await boss.getSchedules()).map(({ name }) => name));
  for (const job of jobs) {
    if (typeof job.every === "string") {
      const options = { ...sendOptions(job), singletonKey: PERIODIC_KEY, missed: "once" } as const;
      await boss.schedule(job.name, job.every, {}, options);
    } else if (written.has(job.name)) await boss.unschedule(job.name);
  }
}

/** Begins to claim and run the work of all queues. */
export async function startWorkers(
  boss: PgBoss,
  jobs: readonly Job[],
  reporting: Reporting,
): Promise<void> {
  for (const job of jobs) {
    for (let worker = 0; worker < job.concurrency; worker += 1) {
      await startWorker(boss, job, reporting);
    }
  }
}

/** A worker that looks for more as soon as it is done: one NOTIFY may have stood for many runs. */
async function startWorker(boss: PgBoss, job: Job, reporting: Reporting): Promise<void> {
  const options = { ...POLL, includeMetadata: true } as const;
  const worker = boss.work<object, void, typeof options>(job.name, options, async (batch) => {
    boss.notifyWorker(await worker);
    for (const claimed of batch) await runAttempt(job, claimed, reporting);
  });
  await worker;
}
