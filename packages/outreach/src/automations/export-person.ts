import { toPublicId } from "@nx/core";
import type { KnownPerson } from "@nx/gateway";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { first, inPages } from "../in-pages.ts";
import { automationPrefix, type EnrolmentState } from "./schemas.ts";

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly automation: string;
  readonly name: string;
  readonly state: EnrolmentState;
  readonly reason: string | null;
  readonly enrolled_at: Date;
  readonly ended_at: Date | null;
}

/** The automations that a person is or has been in, the oldest first. */
export async function* exportEnrolments(
  { database }: Pick<OutreachContext, "database">,
  { organizationId, phone }: KnownPerson,
): AsyncGenerator<readonly object[]> {
  const pages = inPages<Row>((after, limit) =>
    database.orm.execute<Row>(sql`
      select e.id, a.id as automation, a.name, e.state, e.reason, e.enrolled_at, e.ended_at
      from contacts c join automation_enrolments e
        on e.organization_id = c.organization_id and e.contact_id = c.id
      join automations a on a.organization_id = e.organization_id and a.id = e.automation_id
      where c.organization_id = ${organizationId}::uuid and c.phone = ${phone}
        and e.id > ${after?.id ?? first}::uuid
      order by e.id limit ${limit}`),
  );
  for await (const page of pages) yield page.map(toItem);
}

const toItem = (row: Row): object => ({
  automationId: toPublicId(automationPrefix, row.automation),
  name: row.name,
  state: row.state,
  ...(row.reason !== null && { reason: row.reason }),
  enrolledAt: row.enrolled_at.toISOString(),
  ...(row.ended_at !== null && { endedAt: row.ended_at.toISOString() }),
});
