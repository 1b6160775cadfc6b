import { fromPublicId, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { contactPrefix } from "../contacts/schemas.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { AutomationContext } from "./context.ts";
import { enrol } from "./enrol.ts";
import { findAutomation } from "./row.ts";
import type { EnrolBody, EnrolReply } from "./schemas.ts";

/** Enrols contacts in an active automation. `automation_not_found`, `automation_state` */
export async function enrolByHand(
  { database: { orm }, clock }: Pick<AutomationContext, "database" | "clock">,
  organizationId: string,
  publicId: string,
  { contacts }: EnrolBody,
): Promise<OutreachResult<EnrolReply>> {
  const found = await findAutomation(orm, organizationId, publicId);
  if (!found.ok) return found;
  const ids = contacts.flatMap((name) => fromPublicId(contactPrefix, name) ?? []);
  const rows = await orm.execute<{ id: string }>(sql`
    select id from contacts
    where organization_id = ${organizationId}::uuid and id = any(${sql.param(ids)}::uuid[])`);
  const known = new Set([...rows].map(({ id }) => toPublicId(contactPrefix, id)));
  const enrolled = await enrol(orm, found.value, {
    which: sql`c.id = any(${sql.param([...rows].map(({ id }) => id))}::uuid[])`,
    where: sql`true`,
    set: sql`updated_at = updated_at`,
    now: clock.now(),
  });
  if (enrolled === undefined) return refused("automation_state", { detail: "It is not active." });
  return done({
    enrolled: enrolled.length,
    unchanged: known.size - enrolled.length,
    unknown: contacts.filter((name) => !known.has(name)),
  });
}
