export { createJobs, type EnqueueOptions, type Jobs, type JobsOptions } from "./create-jobs.ts";
export { defineJob, type Job, JobDataRefused, type JobOptions } from "./define-job.ts";
