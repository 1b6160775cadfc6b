import { existsSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { migrate as applyMigrations } from "drizzle-orm/pg-proxy/migrator";
import type { Database } from "./database.ts";

/** Any constant: whoever migrates holds it, so that others wait and then find nothing left to do. */
const MIGRATION_LOCK = 5_243_871_902;
const MIGRATION_TIMEOUT_MS = 10 * 60_000;

/** Brings the database to the newest version, in one transaction. Several processes may call it. */
export async function migrate(
  database: Database,
  { folder = migrationsFolder() }: { readonly folder?: string } = {},
): Promise<void> {
  await database.transaction(
    async (tx) => {
      await tx.execute(sql`select set_config('statement_timeout', '0', true)`);
      await tx.execute(sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
      await applyMigrations(
        tx,
        async (statements) => {
          for (const statement of statements) await tx.execute(sql.raw(statement));
        },
        { migrationsFolder: folder },
      );
    },
    { queryTimeoutMs: MIGRATION_TIMEOUT_MS },
  );
}

/** `migrations` of the repository, or the copy of it in the published package. */
export function migrationsFolder(): string {
  const candidates = ["../../migrations", "../../../../migrations"];
  const found = candidates
    .map((path) => join(import.meta.dirname, path))
    .find((path) => existsSync(join(path, "meta/_journal.json")));
  if (!found) throw new Error("The folder with the migrations is missing");
  return found;
}
