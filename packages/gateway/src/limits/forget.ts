import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";

/** Rows of one statement, so that none holds its locks for long. */
const mostRows = 5000;

/**
 * Forgets buckets that are full again: an absent one is the same. What is being taken from at this
 * moment is left alone. Resolves to how many there were.
 */
export async function forgetFull(
  { orm }: Pick<Database, "orm">,
  signal: AbortSignal,
): Promise<number> {
  let forgotten = 0;
  for (const table of ["rate_limits", "scenario_limits"]) {
    const name = sql.identifier(table);
    for (let count = mostRows; count === mostRows; forgotten += count) {
      signal.throwIfAborted();
      const [batch] = await orm.execute<{ count: number }>(sql`
        with gone as (
          delete from ${name} where ctid = any(array(
            select ctid from ${name} where next_at < now() limit ${mostRows}
            for update skip locked)) returning 1)
        select count(*)::int as count from gone`);
      count = batch?.count ?? 0;
    }
  }
  return forgotten;
}
