import { isUniqueViolation } from "@nx/core";
import { sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import { type Checked, checkAutomation } from "./check.ts";
import type { AutomationContext } from "./context.ts";
import { findAutomation, lockAutomation, toAutomation } from "./row.ts";
import type { Automation, AutomationPatch } from "./schemas.ts";
import type { Plan } from "./tables.ts";

/**
 * Changes an automation, in any state. Whoever is under way goes on by the steps they began with; what
 * enrols holds for what happens from now on.
 */
export async function updateAutomation(
  { database }: Pick<AutomationContext, "database">,
  organizationId: string,
  publicId: string,
  patch: AutomationPatch,
): Promise<OutreachResult<Automation>> {
  try {
    return await database.transaction(async (orm) => {
      const found = await lockAutomation(orm, organizationId, publicId);
      if (!found.ok) return found;
      const { id, ...was } = found.value;
      const plan = planOf(was.plan, patch);
      const who = patch.who === undefined ? was.who : patch.who;
      const { trigger = was.trigger, again = was.again, timeZone = was.timeZone } = patch;
      const wanted: Checked = {
        ...{ trigger, again, timeZone, category: plan.category, exits: plan.exits },
        steps: [...plan.steps],
        ...(who !== null && { who }),
      };
      const checked = await checkAutomation(orm, organizationId, wanted);
      if (!checked.ok) return checked;
      const isNewPlan = planKeys.some((key) => patch[key] !== undefined);
      const version = was.version + (isNewPlan ? 1 : 0);
      if (isNewPlan)
        await orm.execute(sql`
          insert into automation_plans (organization_id, automation_id, version, plan)
          values (${organizationId}::uuid, ${id}::uuid, ${version}, ${JSON.stringify(plan)}::jsonb)`);
      await orm.execute(sql`
        update automations set name = ${patch.name ?? was.name}, version = ${version},
          trigger = ${JSON.stringify(checked.value)}::jsonb,
          who = ${who === null ? null : JSON.stringify(who)}::jsonb, again = ${again}::boolean,
          time_zone = ${timeZone}, updated_at = now()
        where organization_id = ${organizationId}::uuid and id = ${id}::uuid`);
      const changed = await findAutomation(orm, organizationId, publicId);
      return changed.ok ? done(toAutomation(changed.value)) : changed;
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refused("name_taken", { path: "/name" });
    throw error;
  }
}

const planKeys = ["steps", "exits", "category", "from", "provider"] as const;

/** Null takes away, what is absent stays. */
function planOf(was: Plan, patch: AutomationPatch): Plan {
  const from = patch.from === undefined ? was.from : patch.from;
  const provider = patch.provider === undefined ? was.provider : patch.provider;
  return {
    steps: patch.steps ?? was.steps,
    exits: patch.exits ?? was.exits,
    category: patch.category ?? was.category,
    ...(from && { from }),
    ...(provider && { provider }),
  };
}
