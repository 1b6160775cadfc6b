import type { Database, Orm } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";

/** What is rolled up, each with a place of its own to go on from. */
export type RollUp = "messages" | "inbound" | "money";

/**
 * Does one step of a roll-up in a transaction that has its place alone: who waits for it then sees
 * all that this one did.
 */
export const inTurn = <Step>(
  database: Pick<Database, "transaction">,
  name: RollUp,
  step: (tx: Orm) => Promise<Step>,
): Promise<Step> =>
  database.transaction(async (tx) => {
    await tx.execute(sql`select from roll_ups where name = ${name} for update`);
    return step(tx);
  });

/**
 * CTE `unread`: from where to go on, and up to where all that is written can be seen, because no
 * older transaction is open.
 */
export const unread = (name: RollUp): SQL => sql`
    unread as materialized (
      select position as since,
        greatest(position, pg_snapshot_xmin(pg_current_snapshot())::text::bigint) as until
      from roll_ups where name = ${name}
    )`;

/** CTE `moved`: notes how far the roll-up has read, from the row of `reached`. */
export const moved = (name: RollUp): SQL => sql`
    moved as (
      update roll_ups set position = reached.position,
        caught_up_at = case when reached.done then now() else caught_up_at end
      from reached where name = ${name}
    )`;
