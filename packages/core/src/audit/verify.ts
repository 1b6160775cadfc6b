import { sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { Secrets } from "../secrets/index.ts";
import { checkChain } from "./check-chain.ts";
import { readChain, readHeads } from "./records.ts";
import type { AuditVerification } from "./schemas.ts";
import { publicKeyOf } from "./signing.ts";

/** Checks all that is kept of an organization's chain, entry by entry. */
export async function verifyAudit(
  database: Pick<Database, "orm" | "forOrganization">,
  secrets: Secrets,
  organizationId: string,
): Promise<AuditVerification> {
  const own = database.forOrganization(organizationId);
  for (;;) {
    const first = await firstSeq(own, organizationId);
    const heads = await readHeads(own, organizationId);
    // The key is the platform's.
    const publicKey = await publicKeyOf(database.orm, secrets);
    const found = await checkChain(readChain(own, organizationId), heads, publicKey);
    // What looks like a gap may be old entries that were being forgotten meanwhile.
    if (found.valid || (await firstSeq(own, organizationId)) === first) return found;
  }
}

async function firstSeq(
  { orm }: Pick<Database, "orm">,
  organizationId: string,
): Promise<number | undefined> {
  const [row] = await orm.execute<{ seq: number }>(sql`
    select seq from audit_log where organization_id = ${organizationId}::uuid
    order by seq limit 1`);
  return row?.seq;
}
