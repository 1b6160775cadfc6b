import { sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { AutomationContext } from "./context.ts";
import { lockAutomation, toAutomation } from "./row.ts";
import type { Automation } from "./schemas.ts";

/**
 * From the commit on it enrols nobody and takes nobody further; messages that are in the ledger already
 * leave. What happens meanwhile enrols nobody later either. `automation_not_found`, `automation_state`
 */
export const pauseAutomation = (
  { database }: Pick<AutomationContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<Automation>> =>
  database.transaction(async (orm) => {
    const found = await lockAutomation(orm, organizationId, publicId);
    if (!found.ok) return found;
    const { id, state } = found.value;
    if (state === "PAUSED") return done(toAutomation(found.value));
    if (state === "DRAFT") return refused("automation_state", { detail: "It is a draft." });
    const own = sql`organization_id = ${organizationId}::uuid`;
    await orm.execute(sql`
      update automations set state = 'PAUSED', place = null, dated_until = null, updated_at = now()
      where ${own} and id = ${id}::uuid`);
    // Steps under way held the automation until now: none is taken after this.
    await orm.execute(sql`
      update automation_enrolments set held = true
      where ${own} and automation_id = ${id}::uuid and due_at is not null`);
    return done(toAutomation({ ...found.value, state: "PAUSED" }));
  });
