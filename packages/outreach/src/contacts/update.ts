import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { type OutreachResult, refused } from "../problems.ts";
import { changeKnown } from "./change.ts";
import { readContact } from "./read.ts";
import { checkPatch } from "./row.ts";
import type { Contact, ContactPatch } from "./schemas.ts";
import { contactIs } from "./view.ts";

/**
 * Changes a contact: `contact_not_found`, `invalid_time_zone`, `too_many_fields`. With a `version` only
 * the one that it was read as: else `contact_changed`.
 */
export async function updateContact(
  context: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
  patch: ContactPatch,
  version?: number,
): Promise<OutreachResult<Contact>> {
  const checked = checkPatch(patch);
  if (!checked.ok) return checked;
  const isMeant = version === undefined ? sql`true` : sql`version = ${version}`;
  const [row] = await context.database.orm.execute<{ meant: boolean; full: boolean | null }>(sql`
    with found as materialized (
      select c.* from contacts c where ${contactIs(organizationId, publicId)} for no key update
    ), known as materialized (
      select *, ${JSON.stringify(patch)}::jsonb as patch from found where ${isMeant}
    ), ${changeKnown(organizationId)}
    select ${isMeant} as meant, (select full_of_fields from wanted) as full from found`);
  if (row === undefined) return refused("contact_not_found");
  if (!row.meant) return refused("contact_changed");
  if (row.full) return refused("too_many_fields", { path: "/fields" });
  return readContact(context, organizationId, publicId);
}
