import { type SQL, sql } from "drizzle-orm";
import { platformOrganization } from "../access.ts";
import type { Orm } from "../database/database.ts";
import { maskDetails, networkOf } from "./mask.ts";

/** What somebody did. Never a code, a key, a text or a full number: it is kept for years. */
export interface AuditEntry {
  /** UUID; null is the platform. */
  readonly organizationId: string | null;
  /** As `Access` names it: `user:usr_…`, `key:key_…`, `operator`. */
  readonly actor: string;
  /** What was done, for example `key.revoked`. */
  readonly action: string;
  /** To what: a public id, or `INTEGRATION/vnpay`. */
  readonly target?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  /** The caller's address; only its network (/24, /48) is kept. */
  readonly ip?: string | undefined;
  readonly requestId?: string | undefined;
}

/**
 * Appends an entry: within the transaction of `orm` if it is one, so that what was done and that it
 * was done are committed together. Entries of one organization come one after the other, so whoever
 * appends within a transaction ends it soon.
 */
export async function appendAudit(orm: Orm, entry: AuditEntry): Promise<void> {
  await appendAuditToEach(orm, [entry.organizationId ?? platformOrganization], entry);
}

/** Appends the same entry to the chains of several organizations: what a person of theirs did. */
export async function appendAuditToEach(
  orm: Orm,
  organizationIds: readonly string[],
  entry: Omit<AuditEntry, "organizationId">,
): Promise<void> {
  await orm.execute(insertion(organizationIds, entry, sql`true`));
}

/** The statement that appends where a condition on `chain.id` holds, to all chains in one order. */
export const insertion = (
  organizationIds: readonly string[],
  { actor, action, target, details, ip, requestId }: Omit<AuditEntry, "organizationId">,
  condition: SQL,
): SQL => sql`
  insert into audit_log (organization_id, actor, action, target, details, ip, request_id)
  select chain.id, ${actor}, ${action}, ${target ?? null}::text,
    ${details === undefined ? null : JSON.stringify(maskDetails(details))}::json,
    ${ip === undefined ? null : (networkOf(ip) ?? null)}::text, ${requestId ?? null}::text
  from unnest(${sql.param([...organizationIds])}::uuid[]) as chain(id)
  where ${condition}
  order by chain.id`;
