import { fromPublicId, type Orm, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { Conditions } from "../segments/schemas.ts";
import {
  type Automation,
  type AutomationState,
  automationPrefix,
  type Trigger,
} from "./schemas.ts";
import type { Plan } from "./tables.ts";

/** A row of `automations` with the plan of its version. */
export interface AutomationRow extends Record<string, unknown> {
  readonly organizationId: string;
  readonly id: string;
  readonly name: string;
  readonly state: AutomationState;
  readonly version: number;
  readonly trigger: Trigger;
  readonly who: Conditions | null;
  readonly again: boolean;
  readonly timeZone: string;
  readonly plan: Plan;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** `select` of {@link AutomationRow}s, of `automations a`; what follows says which. */
export const selectAutomations: SQL = sql`
  select a.organization_id as "organizationId", a.id, a.name, a.state, a.version, a.trigger, a.who,
    a.again, a.time_zone as "timeZone", p.plan, a.created_at as "createdAt",
    a.updated_at as "updatedAt"
  from automations a join automation_plans p on p.organization_id = a.organization_id
    and p.automation_id = a.id and p.version = a.version`;

/** The condition on `automations a` of being this one; an id that is none of ours is nobody's. */
export function automationIs(organizationId: string, publicId: string): SQL {
  const id = fromPublicId(automationPrefix, publicId);
  if (id === undefined) return sql`false`;
  return sql`a.organization_id = ${organizationId}::uuid and a.id = ${id}::uuid`;
}

/** An automation, which nobody else changes before the transaction of `orm` ends. */
export async function lockAutomation(
  orm: Orm,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<AutomationRow>> {
  // Locked first, and then read in a new snapshot: it may have been changed while we waited.
  await orm.execute(sql`select from automations a where ${automationIs(organizationId, publicId)}
    for no key update`);
  return findAutomation(orm, organizationId, publicId);
}

/** An automation as it is. */
export async function findAutomation(
  orm: Orm,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<AutomationRow>> {
  const [row] = await orm.execute<AutomationRow>(
    sql`${selectAutomations} where ${automationIs(organizationId, publicId)}`,
  );
  return row === undefined ? refused("automation_not_found") : done(row);
}

/** An automation as it is shown. */
export const toAutomation = ({ plan, who, ...row }: AutomationRow): Automation => ({
  id: toPublicId(automationPrefix, row.id),
  name: row.name,
  state: row.state,
  version: row.version,
  trigger: row.trigger,
  ...(who !== null && { who }),
  again: row.again,
  timeZone: row.timeZone,
  category: plan.category,
  ...(plan.from !== undefined && { from: plan.from }),
  ...(plan.provider !== undefined && { provider: plan.provider }),
  steps: [...plan.steps],
  exits: plan.exits,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
