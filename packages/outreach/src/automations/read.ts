import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { done, type OutreachResult } from "../problems.ts";
import { type AutomationRow, findAutomation, selectAutomations, toAutomation } from "./row.ts";
import type { AutomationDetail, AutomationList } from "./schemas.ts";

type Context = { readonly database: Pick<Database, "orm"> };

/** All automations of an organization, by name. */
export async function listAutomations(
  { database: { orm } }: Context,
  organizationId: string,
): Promise<AutomationList> {
  const rows = await orm.execute<AutomationRow>(sql`${selectAutomations}
    where a.organization_id = ${organizationId}::uuid order by a.name`);
  return { data: [...rows].map(toAutomation) };
}

/** One, and how many contacts stand where. `automation_not_found` */
export async function readAutomation(
  { database: { orm } }: Context,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<AutomationDetail>> {
  const found = await findAutomation(orm, organizationId, publicId);
  if (!found.ok) return found;
  const [counts] = await orm.execute<AutomationDetail["enrolments"] & Record<string, unknown>>(sql`
    select count(*) filter (where state = 'ACTIVE')::int as active,
      count(*) filter (where state = 'COMPLETED')::int as completed,
      count(*) filter (where state = 'EXITED')::int as exited,
      count(*) filter (where state = 'FAILED')::int as failed
    from automation_enrolments
    where organization_id = ${organizationId}::uuid and automation_id = ${found.value.id}::uuid`);
  if (counts === undefined) throw new Error("The statement answered nothing");
  return done({ ...toAutomation(found.value), enrolments: counts });
}
