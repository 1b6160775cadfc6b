import type { Database } from "@nx/core";
import type { Person } from "@nx/gateway";
import { sql } from "drizzle-orm";

/** Forgets who a person was in the inbox: their conversations go, their answers stay counted. */
export async function eraseFromInbox(
  { orm }: Pick<Database, "orm">,
  { organizationId, phone, form }: Person,
): Promise<void> {
  const theirs = sql`organization_id = ${organizationId}::uuid and phone = ${phone}`;
  await orm.execute(sql`delete from conversations where ${theirs}`);
  await orm.execute(sql`delete from auto_replies where ${theirs}`);
  await orm.execute(sql`update quarantined_answers set phone = ${form} where ${theirs}`);
  await orm.execute(sql`update expectation_recipients set phone = ${form} where ${theirs}`);
}
