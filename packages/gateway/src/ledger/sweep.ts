import type { Database, Orm } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";

/**
 * Does one step of a periodic pass in a transaction that has the pass's row of `message_sweeps` alone,
 * and what others did to it before in sight. The very first pass begins at `first`.
 */
export const inSweep = <Step>(
  database: Pick<Database, "transaction">,
  name: string,
  first: SQL,
  step: (tx: Orm) => Promise<Step>,
): Promise<Step> =>
  database.transaction(async (tx) => {
    await tx.execute(sql`
      insert into message_sweeps (name, swept_until)
      values (${name}, ${first}) on conflict do nothing`);
    await tx.execute(sql`select from message_sweeps where name = ${name} for update`);
    return step(tx);
  });
