import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

/** A setting of the server with which acknowledged work can be lost. */
export interface ServerProblem {
  readonly code: "fsync_off" | "full_page_writes_off" | "synchronous_commit_off";
  readonly message: string;
}

const CHECKS: readonly (ServerProblem & { readonly setting: string })[] = [
  {
    setting: "fsync",
    code: "fsync_off",
    message: "fsync is off: a crash of the machine can destroy the whole database",
  },
  {
    setting: "full_page_writes",
    code: "full_page_writes_off",
    message: "full_page_writes is off: a crash of the machine can corrupt pages",
  },
  {
    setting: "synchronous_commit",
    code: "synchronous_commit_off",
    message: "synchronous_commit is off: a crash can lose messages that were already accepted",
  },
];

/** What is dangerous in the server's settings; empty when nothing is. One cheap query. */
export async function checkServer(database: Database): Promise<ServerProblem[]> {
  // PGlite writes through the host's file system and has these off by design.
  if (database.kind === "pglite") return [];
  const rows = await database.orm.execute<{ name: string }>(
    sql`select name from pg_settings where setting = 'off'`,
  );
  const off = new Set(rows.map(({ name }) => name));
  return CHECKS.filter(({ setting }) => off.has(setting)).map(({ code, message }) => ({
    code,
    message,
  }));
}
