import { fromPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { AutomationContext } from "./context.ts";
import { findAutomation } from "./row.ts";
import { enrolmentPrefix } from "./schemas.ts";

/** Ends an enrolment; one that has ended stays as it is. `automation_not_found`, `enrolment_not_found` */
export async function leave(
  { database: { orm } }: Pick<AutomationContext, "database">,
  organizationId: string,
  publicId: string,
  enrolment: string,
): Promise<OutreachResult<undefined>> {
  const found = await findAutomation(orm, organizationId, publicId);
  if (!found.ok) return found;
  const id = fromPublicId(enrolmentPrefix, enrolment);
  if (id === undefined) return refused("enrolment_not_found");
  const rows = await orm.execute(sql`
    update automation_enrolments set
      state = case when due_at is null then state else 'EXITED' end,
      reason = case when due_at is null then reason else 'removed' end,
      ended_at = coalesce(ended_at, now()), due_at = null
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid
      and automation_id = ${found.value.id}::uuid
    returning id`);
  return rows.length === 0 ? refused("enrolment_not_found") : done(undefined);
}
