import type { Database } from "@nx/core";
import { openTestPglite } from "@nx/core/testing";
import { sql } from "drizzle-orm";

/**
 * An embedded database whose `now()` is the simulation's: the ledger's statements name it without a
 * schema, and ours comes first in the path.
 */
export async function openSimulated(): Promise<Database> {
  const database = await openTestPglite();
  for (const statement of [
    "create schema sim",
    `create function sim.now() returns timestamptz language sql stable
      as $$ select current_setting('sim.now')::timestamptz $$`,
    "set search_path = sim, pg_catalog, public",
  ])
    await database.orm.execute(sql.raw(statement));
  return database;
}
