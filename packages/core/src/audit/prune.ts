import { sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { appendAudit } from "./append.ts";
import { prunedAction } from "./check-chain.ts";

/** Entries that one statement forgets. */
const mostEntries = 5000;

/**
 * Forgets the entries of a chain up to its last signed head before `before`. That head stays, and
 * vouches for what the first entry left follows; the chain itself says how far it was forgotten, and
 * says it first. Resolves to how many entries went; without a signed head none does.
 */
export async function pruneAudit(
  database: Database,
  organizationId: string,
  before: Date,
  signal: AbortSignal,
): Promise<number> {
  const through = await lastHead(database, organizationId, before);
  if (through === undefined) return 0;
  await appendAudit(database.orm, {
    organizationId: organizationId,
    actor: "system",
    action: prunedAction,
    details: { through },
  });
  for (let gone = 0; ; ) {
    signal.throwIfAborted();
    const count = await prune(database, organizationId, through);
    gone += count;
    if (count < mostEntries) return gone;
  }
}

/** Of the head up to which entries may go, if there is one before which any is left. */
async function lastHead(
  { orm }: Pick<Database, "orm">,
  organizationId: string,
  before: Date,
): Promise<number | undefined> {
  const [row] = await orm.execute<{ seq: number }>(sql`
    select h.seq from audit_heads h
    where h.organization_id = ${organizationId}::uuid and h.signed_at < ${before}::timestamptz
      and exists (select from audit_log l
        where l.organization_id = h.organization_id and l.seq <= h.seq)
    order by h.seq desc limit 1`);
  return row?.seq;
}

const prune = (database: Database, organizationId: string, through: number): Promise<number> =>
  database.transaction(async (tx) => {
    // The trigger that refuses every other removal lets this one pass.
    await tx.execute(sql`select set_config('nx.audit_pruning', ${organizationId}, true)`);
    const [gone] = await tx.execute<{ count: number }>(sql`
      with gone as (
        delete from audit_log where organization_id = ${organizationId}::uuid and seq in (
          select seq from audit_log
          where organization_id = ${organizationId}::uuid and seq <= ${through}
          order by seq limit ${mostEntries})
        returning 1)
      select count(*)::int as count from gone`);
    return gone?.count ?? 0;
  });
