import { type Access, appendAudit, type Database, fromPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { incidentPrefix } from "./schemas.ts";

/** Who lifts a block, and in whose chain of the audit that is noted. */
export type BlockLifter = Pick<Access, "organizationId" | "actor" | "requestId">;

/**
 * Ends a block at once. What led to it is forgiven: only later texts can block the range again, for
 * an hour. Nothing happens to one that has ended. False where the scope has no such block.
 */
export const liftBlock = async (
  { transaction }: Pick<Database, "transaction">,
  scope: string,
  id: string,
  { organizationId, actor, requestId }: BlockLifter,
): Promise<boolean> => {
  const uuid = fromPublicId(incidentPrefix, id);
  if (uuid === undefined) return false;
  return transaction(async (tx) => {
    const [row] = await tx.execute<{ area: string; lifted: boolean }>(sql`
      with lifted as (
        update otp_guard_incidents set lifted_at = now(), lifted_by = ${actor}
        where scope = ${scope} and id = ${uuid}::uuid and effect = 'block'
          and lifted_at is null and until > now()
        returning id
      )
      select area, exists (select from lifted) as lifted from otp_guard_incidents
      where scope = ${scope} and id = ${uuid}::uuid and effect = 'block'`);
    if (row?.lifted) {
      const entry = { actor, requestId, action: "guard.block_lifted", target: id };
      await appendAudit(tx, { organizationId, ...entry, details: { area: row.area } });
    }
    return row !== undefined;
  });
};
