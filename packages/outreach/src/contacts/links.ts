import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { type OutreachResult, refused } from "../problems.ts";
import { readContact } from "./read.ts";
import { type Contact, type ContactLink, mostLinks } from "./schemas.ts";
import { contactIs } from "./view.ts";

/** Notes that a contact stands for a record of another system; noted already, nothing changes. */
export async function linkContact(
  context: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
  { kind, externalId }: ContactLink,
): Promise<OutreachResult<Contact>> {
  const [row] = await context.database.orm.execute<{ linked: boolean }>(sql`
    with found as materialized (
      select c.id, (select count(*) from contact_links l
        where l.organization_id = c.organization_id and l.contact_id = c.id
          and (l.kind, l.external_id) <> (${kind}, ${externalId})) as others
      from contacts c where ${contactIs(organizationId, publicId)} for no key update
    ), made as (
      insert into contact_links (organization_id, contact_id, kind, external_id)
      select ${organizationId}::uuid, id, ${kind}, ${externalId} from found
      where others < ${mostLinks}
      on conflict do nothing
    )
    select others < ${mostLinks} as linked from found`);
  if (row?.linked === false) return refused("too_many_links", { detail: `At most ${mostLinks}.` });
  return readContact(context, organizationId, publicId);
}

/** Takes a link away; not there, nothing changes. */
export async function unlinkContact(
  context: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
  { kind, externalId }: ContactLink,
): Promise<OutreachResult<Contact>> {
  await context.database.orm.execute(sql`
    delete from contact_links l using contacts c
    where ${contactIs(organizationId, publicId)} and l.organization_id = c.organization_id
      and l.contact_id = c.id and l.kind = ${kind} and l.external_id = ${externalId}`);
  return readContact(context, organizationId, publicId);
}
