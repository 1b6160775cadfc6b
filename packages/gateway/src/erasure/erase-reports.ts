import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { Person } from "./person.ts";

/**
 * Takes the number out of reports that wait for their message. They are of whichever organization:
 * without it they still find their message by the id that the provider gave.
 */
export async function eraseReports(
  { orm }: Pick<Database, "orm">,
  { phone }: Person,
): Promise<void> {
  await orm.execute(sql`
    update parked_reports set fact = fact - 'to' where fact->>'to' = ${phone}`);
}
