import type { SendOptions } from "pg-boss";
import type { Job } from "./define-job.ts";

const HOUR = 60 * 60;
const WEEK = 7 * 24 * HOUR;

/** The key of the run that a period brings: one waits and one runs, however many are due. */
export const PERIODIC_KEY = "periodic";

/** What pg-boss keeps with each of a job's runs. Said with the run, so that a release changes it. */
export function sendOptions(job: Job): SendOptions {
  return {
    expireInSeconds: job.timeoutSeconds,
    // A run whose process died is given to another after half a minute, whatever its timeout.
    heartbeatSeconds: 30,
    retryLimit: job.retries,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: HOUR,
    retentionSeconds: 2 * WEEK,
    deleteAfterSeconds: keepSeconds(job),
  };
}

/** A finished run is what tells a period that it has had its run, so it must outlive the period. */
function keepSeconds({ every }: Job): number {
  return typeof every === "number" ? Math.max(HOUR, 2 * every) : WEEK;
}
