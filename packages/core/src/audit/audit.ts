import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import type { Job } from "../jobs/define-job.ts";
import type { Logger } from "../logger.ts";
import { createSecrets, type Keyring, type Secrets } from "../secrets/index.ts";
import { appendAudit } from "./append.ts";
import { exportAudit } from "./export.ts";
import { watchAudit } from "./job.ts";
import { listAudit } from "./list.ts";
import type { AuditPage, AuditQuery, AuditVerification } from "./schemas.ts";
import { verifyAudit } from "./verify.ts";

/** Reads and checks the audit. Whoever did something writes it with `appendAudit`. */
export interface Audit {
  /** Newest first. */
  list(organizationId: string, query: AuditQuery): Promise<AuditPage>;
  /** JSON Lines that `verifyAuditExport` checks anywhere; that it was asked for is an entry too. */
  export(
    organizationId: string,
    by: { readonly actor: string; readonly requestId?: string | undefined },
  ): Promise<ReadableStream<Uint8Array>>;
  verify(organizationId: string): Promise<AuditVerification>;
  /** What is done by the clock, once for all processes: for `createJobs`. */
  readonly jobs: readonly Job[];
}

export interface AuditOptions {
  /** Migrated. */
  readonly database: Database;
  /** Holds the key that signs heads; without one nothing is signed, and nothing forgotten. */
  readonly keyring?: Keyring | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What the verbs of the audit work with. */
export interface AuditContext extends AuditOptions {
  readonly secrets: Secrets;
}

/** Makes the audit. */
export function createAudit(options: AuditOptions): Audit {
  const { database, keyring, clock } = options;
  const secrets = createSecrets({ clock, ...(keyring && { keyring }) });
  /** What an organization asks for sees its own chain only, whatever a statement says. */
  const as = (organizationId: string): Database => database.forOrganization(organizationId);
  return {
    list: (organizationId, query) => listAudit(as(organizationId), organizationId, query),
    async export(organizationId, { actor, requestId }) {
      await appendAudit(as(organizationId).orm, {
        organizationId,
        actor,
        requestId,
        action: "audit.exported",
      });
      return exportAudit(as(organizationId), organizationId);
    },
    verify: (organizationId) => verifyAudit(database, secrets, organizationId),
    jobs: [watchAudit({ ...options, secrets })],
  };
}
