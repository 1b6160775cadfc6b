import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import type { Contact } from "./schemas.ts";
import { type ContactRecord, contactColumns, contactIs, toContact } from "./view.ts";

/** A contact. */
export async function readContact(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<Contact>> {
  const [row] = await database.orm.execute<ContactRecord>(sql`
    select ${contactColumns} from contacts c where ${contactIs(organizationId, publicId)}`);
  return row === undefined ? refused("contact_not_found") : done(toContact(row));
}
