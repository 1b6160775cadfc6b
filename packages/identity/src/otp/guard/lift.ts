import { fromPublicId, type Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { incidentPrefix } from "./schemas.ts";

/**
 * Ends a block at once. What led to it is forgiven: only later texts can block the range again, for
 * an hour. Nothing happens to one that has ended. False where the scope has no such block.
 */
export const liftBlock = async (
  orm: Orm,
  scope: string,
  { id, actor }: { readonly id: string; readonly actor: string },
): Promise<boolean> => {
  const uuid = fromPublicId(incidentPrefix, id);
  if (uuid === undefined) return false;
  const [row] = await orm.execute(sql`
    with lifted as (
      update otp_guard_incidents set lifted_at = now(), lifted_by = ${actor}
      where scope = ${scope} and id = ${uuid}::uuid and effect = 'block'
        and lifted_at is null and until > now()
    )
    select 1 from otp_guard_incidents
    where scope = ${scope} and id = ${uuid}::uuid and effect = 'block'`);
  return row !== undefined;
};
