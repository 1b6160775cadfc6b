import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { inputOf, insertNew } from "./insert.ts";
import { toRow } from "./row.ts";
import type { Contact, ContactBody } from "./schemas.ts";
import { type ContactRecord, contactColumns, toContact } from "./view.ts";

/** Makes the contact of a number that has none: `invalid_phone`, `invalid_time_zone`, `contact_exists`. */
export async function createContact(
  { database, newId }: Pick<OutreachContext, "database" | "newId">,
  organizationId: string,
  body: ContactBody,
): Promise<OutreachResult<Contact>> {
  const row = toRow(body);
  if (!row.ok) return row;
  const [made] = await database.orm.execute<ContactRecord>(sql`
    with ${inputOf([row.value], newId)}, ${insertNew(organizationId)}
    select ${contactColumns} from made c`);
  return made === undefined ? refused("contact_exists", { path: "/phone" }) : done(toContact(made));
}
