import type { JobWithMetadata } from "pg-boss";
import type { Clock } from "../clock.ts";
import { toLoggedError } from "../log-error.ts";
import type { Logger } from "../logger.ts";
import type { Job } from "./define-job.ts";

/** Where the outcome of work is told, and what time it is. */
export interface Reporting {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What pg-boss stores of a failure: the message of the original may hold a number or a code. */
class JobFailed extends Error {
  override readonly name = "JobFailed";
}

/** One attempt at a job that pg-boss has claimed for this process. */
export async function runAttempt(
  job: Job,
  claimed: JobWithMetadata<object>,
  { clock, logger }: Reporting,
): Promise<void> {
  const startedMs = clock.now().getTime();
  const attempt = claimed.retryCount + 1;
  const about = () => ({
    route: job.name,
    id: claimed.id,
    count: attempt,
    durationMs: clock.now().getTime() - startedMs,
  });
  const onAbort = () => logger.warn({ event: "jobs.aborted", ...about() });
  claimed.signal.addEventListener("abort", onAbort);
  try {
    await job.perform(claimed.data ?? {}, claimed.signal);
    logger.debug({ event: "jobs.done", ...about() });
  } catch (error) {
    const last = attempt > claimed.retryLimit;
    const outcome = last ? "given-up" : "retry";
    logger[last ? "error" : "warn"]({ event: "jobs.failed", outcome, ...about(), error });
    const { name, code } = toLoggedError(error);
    throw new JobFailed(code === undefined ? name : `${name} ${code}`);
  } finally {
    claimed.signal.removeEventListener("abort", onAbort);
  }
}
