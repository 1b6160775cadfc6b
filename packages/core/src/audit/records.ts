import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { AuditHead, AuditRecord } from "./schemas.ts";

/** A row of `audit_log`. */
export interface AuditRow extends Record<string, unknown> {
  readonly organization_id: string;
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly target: string | null;
  readonly details: Record<string, unknown> | null;
  readonly ip: string | null;
  readonly request_id: string | null;
  readonly prev_hash: Uint8Array;
  readonly hash: Uint8Array;
}

/** Columns of {@link AuditRow}. */
export const recordColumns: SQL = sql`organization_id, seq, at, actor, action, target, details, ip,
  request_id, prev_hash, hash`;

/** A row as the API and the export show it. */
export const toRecord = (row: AuditRow): AuditRecord => ({
  organizationId: row.organization_id,
  seq: row.seq,
  at: row.at.toISOString(),
  actor: row.actor,
  action: row.action,
  ...(row.target !== null && { target: row.target }),
  ...(row.details !== null && { details: row.details }),
  ...(row.ip !== null && { ip: row.ip }),
  ...(row.request_id !== null && { requestId: row.request_id }),
  prevHash: row.prev_hash.toHex(),
  hash: row.hash.toHex(),
});

const pageSize = 1000;

/** All entries of a chain in their order, a page of them in memory at a time. */
export async function* readChain(
  { orm }: Pick<Database, "orm">,
  organizationId: string,
): AsyncGenerator<AuditRecord> {
  for (let after = 0; ; ) {
    const rows = await orm.execute<AuditRow>(sql`
      select ${recordColumns} from audit_log
      where organization_id = ${organizationId}::uuid and seq > ${after}
      order by seq limit ${pageSize}`);
    for (const row of rows) yield toRecord(row);
    const last = [...rows].at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.seq;
  }
}

interface HeadRow extends Record<string, unknown> {
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly signed_at: Date;
  readonly signature: string;
}

/** All signed heads of a chain, oldest first: one for each day on which something happened. */
export async function readHeads(
  { orm }: Pick<Database, "orm">,
  organizationId: string,
): Promise<AuditHead[]> {
  const rows = await orm.execute<HeadRow>(sql`
    select seq, hash, signed_at, signature from audit_heads
    where organization_id = ${organizationId}::uuid order by seq`);
  return [...rows].map((row) => ({
    organizationId,
    seq: row.seq,
    hash: row.hash.toHex(),
    signedAt: row.signed_at.toISOString(),
    signature: row.signature,
  }));
}

/** Organizations that have a chain, found by stepping through the key. */
export async function readChains({ orm }: Pick<Database, "orm">): Promise<string[]> {
  const rows = await orm.execute<{ id: string }>(sql`
    with recursive chain as (
      (select organization_id as id from audit_log order by organization_id limit 1)
      union all
      select (select l.organization_id from audit_log l where l.organization_id > chain.id
              order by l.organization_id limit 1)
      from chain where chain.id is not null
    )
    select id from chain where id is not null`);
  return [...rows].map(({ id }) => id);
}
