import { type Database, QueryError } from "@nx/core";
import { sql } from "drizzle-orm";

/**
 * Brings the indexes that know ranges of pages (BRIN) of these tables up to date. Pages that they do not
 * know are read by everybody who goes on from a position or a time, and autovacuum, which should tell
 * them, falls behind a busy ledger and does not exist in the embedded database.
 */
export async function summarizeRanges(
  database: Database,
  tables: readonly string[],
): Promise<void> {
  try {
    await database.transaction(async (tx) => {
      // Whoever waits for a vacuum longer than a second makes the server end it.
      await tx.execute(sql`set local lock_timeout = '200ms'`);
      await tx.execute(sql`
        select brin_summarize_new_values(i.indexrelid) from pg_index i
        join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
        where a.amname = 'brin' and i.indrelid = any(${sql.param(tables)}::regclass[])`);
    });
  } catch (error) {
    if (!(error instanceof QueryError && error.code === lockNotAvailable)) throw error;
  }
}

/** SQLSTATE: somebody vacuums it, and summarizes it with that. */
const lockNotAvailable = "55P03";
