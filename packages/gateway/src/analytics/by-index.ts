import type { Database, Orm } from "@nx/core";
import { sql } from "drizzle-orm";

/**
 * Does `work` in a transaction that looks up by indexes, whatever the planner takes the tables for:
 * statistics and plans from when they were empty, or of one organization, would read them from end
 * to end.
 */
export const byIndex = <Value>(
  database: Pick<Database, "transaction">,
  work: (tx: Orm) => Promise<Value>,
): Promise<Value> =>
  database.transaction(async (tx) => {
    await tx.execute(sql`
      select set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)`);
    return work(tx);
  });
