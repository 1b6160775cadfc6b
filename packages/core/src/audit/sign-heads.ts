import { sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { Secrets } from "../secrets/index.ts";
import { type AuditRow, recordColumns, toRecord } from "./records.ts";
import { signHead, signingKeyOf } from "./signing.ts";

/**
 * Signs where a chain stands, unless that was signed already. Answers whether a key was there to sign
 * with. A head is written once; two processes that sign at the same moment agree on the first.
 */
export async function signChain(
  { orm }: Pick<Database, "orm">,
  secrets: Secrets,
  organizationId: string,
  now: Date,
): Promise<boolean> {
  const key = await signingKeyOf(orm, secrets);
  if (key === undefined) return false;
  const [row] = await orm.execute<AuditRow>(sql`
    select ${recordColumns} from audit_log where organization_id = ${organizationId}::uuid
    order by seq desc limit 1`);
  if (row === undefined) return true;
  const { seq, hash } = toRecord(row);
  const head = signHead(key, { organizationId, seq, hash, signedAt: now.toISOString() });
  await orm.execute(sql`
    insert into audit_heads (organization_id, seq, hash, signed_at, signature)
    values (${organizationId}::uuid, ${seq}, ${row.hash}, ${now}::timestamptz, ${head.signature})
    on conflict do nothing`);
  return true;
}
