import type { Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { matches } from "../segments/compile.ts";
import type { AutomationContext } from "./context.ts";
import type { Batch, Outcome } from "./do-step.ts";
import type { Exits } from "./schemas.ts";

/** Those of a batch that an exit ends. */
export async function leaveEarly(
  { clock }: Pick<AutomationContext, "clock">,
  orm: Orm,
  { organizationId, enrolments }: Batch,
  { replied, query }: Exits,
): Promise<readonly Outcome[]> {
  if (!replied && query === undefined) return [];
  const hasReplied = sql`exists (select from inbound_messages i
    where i.organization_id = ${organizationId}::uuid and i.sender = c.phone
      and i.received_at > e.enrolled_at)`;
  const isFound =
    query === undefined ? sql`false` : matches(query, { organizationId, now: clock.now() });
  const rows = await orm.execute<{ id: string; reason: string }>(sql`
    select e.id, case when ${replied === true} and ${hasReplied} then 'replied'
      when ${isFound} then 'query' end as reason
    from automation_enrolments e join contacts c
      on c.organization_id = e.organization_id and c.id = e.contact_id
    where e.organization_id = ${organizationId}::uuid
      and e.id = any(${sql.param(enrolments.map(({ id }) => id))}::uuid[])`);
  return [...rows].flatMap(({ id, reason }) =>
    reason === null ? [] : [{ id, ends: "EXITED" as const, reason }],
  );
}
