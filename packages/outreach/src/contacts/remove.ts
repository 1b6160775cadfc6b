import type { Database } from "@nx/core";
import type { Eraser } from "@nx/gateway";
import { type SQL, sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import { contactIs } from "./view.ts";

/** Removes a contact with its links, its groups and what happened to it. Its messages stay. */
export async function removeContact(
  { database }: Pick<OutreachContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<undefined>> {
  const removed = await remove(database, organizationId, contactIs(organizationId, publicId));
  return removed ? done(undefined) : refused("contact_not_found");
}

/** Forgets a person as a contact, for the gateway's `alsoErase`. */
export const contactEraser =
  (database: Database): Eraser =>
  async ({ organizationId, phone }) => {
    await remove(
      database,
      organizationId,
      sql`c.organization_id = ${organizationId}::uuid and c.phone = ${phone}`,
    );
  };

/**
 * Locked first, and then in a new snapshot: what somebody who had the lock before us wrote of the
 * contact is removed too.
 */
const remove = (database: Database, organizationId: string, which: SQL): Promise<boolean> =>
  database.transaction(async (tx) => {
    const [found] = await tx.execute<{ id: string }>(sql`
      select c.id from contacts c where ${which} for update`);
    if (found === undefined) return false;
    const own = sql`organization_id = ${organizationId}::uuid`;
    await tx.execute(sql`
      with gone as (
        delete from contacts where ${own} and id = ${found.id}::uuid
      ), forgotten as (
        delete from contact_events where ${own} and contact_id = ${found.id}::uuid
      )
      insert into contact_events (organization_id, contact_id, type)
      values (${organizationId}::uuid, ${found.id}::uuid, 'contact.deleted')`);
    return true;
  });
