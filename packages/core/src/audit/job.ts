import { defineJob, type Job } from "../jobs/define-job.ts";
import type { AuditContext } from "./audit.ts";
import { readChains } from "./records.ts";
import { signChain } from "./sign-heads.ts";
import { verifyAudit } from "./verify.ts";

/** Looks at every chain once a day, an hour before anything is forgotten, and signs those that hold. */
export const watchAudit = ({ database, secrets, clock, logger }: AuditContext): Job<object> =>
  defineJob({
    name: "audit.daily",
    every: "0 18 * * *",
    timeoutSeconds: 3600,
    async work(_, signal) {
      for (const organization of await readChains(database)) {
        signal.throwIfAborted();
        const { broken } = await verifyAudit(database, secrets, organization);
        if (broken !== undefined) {
          const { seq, reason } = broken;
          logger.error({ event: "audit.broken", organization, errorCode: reason, count: seq });
        } else if (!(await signChain(database, secrets, organization, clock.now()))) {
          logger.warn({ event: "audit.unsigned", organization, errorCode: "no_keyring" });
        }
      }
    },
  });
