import { sql } from "drizzle-orm";
import { done, type OutreachResult } from "../problems.ts";
import type { AutomationContext } from "./context.ts";
import { lockAutomation, toAutomation } from "./row.ts";
import type { Automation } from "./schemas.ts";

/**
 * From now on it enrols whoever something happens to, and those under way go on. What happened before
 * enrols nobody. `automation_not_found`
 */
export const activateAutomation = (
  { database }: Pick<AutomationContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<Automation>> =>
  database.transaction(async (orm) => {
    const found = await lockAutomation(orm, organizationId, publicId);
    if (!found.ok) return found;
    const { id, state } = found.value;
    if (state === "ACTIVE") return done(toAutomation(found.value));
    const own = sql`organization_id = ${organizationId}::uuid`;
    await orm.execute(sql`
      update automations set state = 'ACTIVE', place = pg_current_xact_id()::text::bigint,
        dated_until = now(), updated_at = now()
      where ${own} and id = ${id}::uuid`);
    await orm.execute(sql`
      update automation_enrolments set held = false
      where ${own} and automation_id = ${id}::uuid and due_at is not null and held`);
    return done(toAutomation({ ...found.value, state: "ACTIVE" }));
  });
