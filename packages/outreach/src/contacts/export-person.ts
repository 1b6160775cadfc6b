import { toPublicId } from "@nx/core";
import type { KnownPerson } from "@nx/gateway";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { first, inPages } from "../in-pages.ts";
import type { Contact, ContactEventType } from "./schemas.ts";
import { type ContactRecord, contactColumns, toContact } from "./view.ts";

interface EventRow extends Record<string, unknown> {
  readonly id: string;
  readonly type: ContactEventType;
  readonly at: Date;
  readonly data: object | null;
}

/** The contact of a person: none or one. */
export async function* exportContact(
  { database }: Pick<OutreachContext, "database">,
  { organizationId, phone }: KnownPerson,
): AsyncGenerator<readonly Contact[]> {
  const rows = await database.orm.execute<ContactRecord>(sql`
    select ${contactColumns} from contacts c
    where c.organization_id = ${organizationId}::uuid and c.phone = ${phone}`);
  yield [...rows].map(toContact);
}

/** What happened to a contact, the oldest first. */
export async function* exportContactEvents(
  { database }: Pick<OutreachContext, "database">,
  { organizationId, phone }: KnownPerson,
): AsyncGenerator<readonly object[]> {
  const pages = inPages<EventRow>((after, limit) =>
    database.orm.execute<EventRow>(sql`
      select e.id, e.type, e.at, e.data from contact_events e
      where e.organization_id = ${organizationId}::uuid and e.id > ${after?.id ?? first}::uuid
        and e.contact_id = (select c.id from contacts c
          where c.organization_id = ${organizationId}::uuid and c.phone = ${phone})
      order by e.id limit ${limit}`),
  );
  for await (const page of pages)
    yield page.map(({ id, type, at, data }) => ({
      ...{ id: toPublicId("cev", id), type, at: at.toISOString() },
      ...data,
    }));
}
