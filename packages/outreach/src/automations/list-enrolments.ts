import { fromPublicId, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { contactPrefix } from "../contacts/schemas.ts";
import { done, type OutreachResult } from "../problems.ts";
import type { AutomationContext } from "./context.ts";
import { findAutomation } from "./row.ts";
import {
  type Enrolment,
  type EnrolmentPage,
  type EnrolmentQuery,
  type EnrolmentState,
  enrolmentPrefix,
} from "./schemas.ts";

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly contactId: string;
  readonly state: EnrolmentState;
  readonly version: number;
  readonly reason: string | null;
  readonly dueAt: Date | null;
  readonly enrolledAt: Date;
  readonly endedAt: Date | null;
}

/** One page of who is, or has been, in an automation; the newest first. `automation_not_found` */
export async function listEnrolments(
  { database: { orm } }: Pick<AutomationContext, "database">,
  organizationId: string,
  publicId: string,
  { state, contact, limit = 50, cursor }: EnrolmentQuery,
): Promise<OutreachResult<EnrolmentPage>> {
  const found = await findAutomation(orm, organizationId, publicId);
  if (!found.ok) return found;
  const before = cursor === undefined ? undefined : fromPublicId(enrolmentPrefix, cursor);
  const contactId = contact === undefined ? undefined : fromPublicId(contactPrefix, contact);
  // What is none of ours has nothing after it, and nobody in it.
  if ((cursor !== undefined && !before) || (contact !== undefined && !contactId))
    return done({ data: [], hasMore: false });
  const rows = await orm.execute<Row>(sql`
    select id, contact_id as "contactId", state, version, reason, due_at as "dueAt",
      enrolled_at as "enrolledAt", ended_at as "endedAt"
    from automation_enrolments
    where organization_id = ${organizationId}::uuid and automation_id = ${found.value.id}::uuid
      ${state === undefined ? sql`` : sql`and state = ${state}`}
      ${contactId === undefined ? sql`` : sql`and contact_id = ${contactId}::uuid`}
      ${before === undefined ? sql`` : sql`and id < ${before}::uuid`}
    order by id desc limit ${limit + 1}`);
  const page = [...rows].slice(0, limit).map(toView);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return done({ data: page, ...(hasMore && last && { nextCursor: last.id }), hasMore });
}

const toView = (row: Row): Enrolment => ({
  id: toPublicId(enrolmentPrefix, row.id),
  contactId: toPublicId(contactPrefix, row.contactId),
  state: row.state,
  version: row.version,
  ...(row.reason !== null && { reason: row.reason }),
  ...(row.dueAt !== null && { nextAt: row.dueAt.toISOString() }),
  enrolledAt: row.enrolledAt.toISOString(),
  ...(row.endedAt !== null && { endedAt: row.endedAt.toISOString() }),
});
