import { isUniqueViolation, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import { type Checked, checkAutomation } from "./check.ts";
import type { AutomationContext } from "./context.ts";
import { findAutomation, toAutomation } from "./row.ts";
import {
  type Automation,
  type AutomationBody,
  automationPrefix,
  mostAutomations,
} from "./schemas.ts";
import type { Plan } from "./tables.ts";

/** Makes a draft: it enrols nobody before it is activated. `name_taken`, `too_many_entries`… */
export async function createAutomation(
  { database, newId }: Pick<AutomationContext, "database" | "newId">,
  organizationId: string,
  { name, trigger, who, again = false, timeZone = "UTC", ...body }: AutomationBody,
): Promise<OutreachResult<Automation>> {
  const { category = "promotional", steps, exits = {}, from, provider } = body;
  const wanted: Checked = {
    ...{ trigger, again, timeZone, category, steps, exits },
    ...(who !== undefined && { who }),
  };
  const plan: Plan = {
    ...{ steps, exits, category },
    ...(from !== undefined && { from }),
    ...(provider !== undefined && { provider }),
  };
  const id = newId();
  try {
    return await database.transaction(async (orm) => {
      const checked = await checkAutomation(orm, organizationId, wanted);
      if (!checked.ok) return checked;
      const rows = await orm.execute(sql`
        insert into automations (organization_id, id, name, trigger, who, again, time_zone)
        select ${organizationId}::uuid, ${id}::uuid, ${name}, ${JSON.stringify(checked.value)}::jsonb,
          ${who === undefined ? null : JSON.stringify(who)}::jsonb, ${again}::boolean, ${timeZone}
        where (select count(*) from automations
          where organization_id = ${organizationId}::uuid) < ${mostAutomations}
        returning id`);
      if (rows.length === 0) return refused("too_many_entries");
      await orm.execute(sql`
        insert into automation_plans (organization_id, automation_id, version, plan)
        values (${organizationId}::uuid, ${id}::uuid, 1, ${JSON.stringify(plan)}::jsonb)`);
      const made = await findAutomation(orm, organizationId, toPublicId(automationPrefix, id));
      return made.ok ? done(toAutomation(made.value)) : made;
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refused("name_taken", { path: "/name" });
    throw error;
  }
}
