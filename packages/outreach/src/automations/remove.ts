import { sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { AutomationContext } from "./context.ts";
import { lockAutomation } from "./row.ts";

/** Removes an automation that is not active, with all enrolments. `automation_state` */
export const removeAutomation = (
  { database }: Pick<AutomationContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<undefined>> =>
  database.transaction(async (orm) => {
    const found = await lockAutomation(orm, organizationId, publicId);
    if (!found.ok) return found;
    const { id, state } = found.value;
    if (state === "ACTIVE") return refused("automation_state", { detail: "It is active." });
    await orm.execute(sql`
      delete from automations where organization_id = ${organizationId}::uuid and id = ${id}::uuid`);
    return done(undefined);
  });
