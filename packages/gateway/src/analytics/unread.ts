import { type SQL, sql } from "drizzle-orm";

/** What is rolled up, each with a place of its own to go on from. */
export type RollUp = "messages" | "inbound";

/**
 * CTE `unread`: from where a roll-up goes on, and up to where all that is written can be seen, because
 * no older transaction is open. One row, or none where another process has just read. The place is
 * locked until the end of the statement; one that has waited for it still sees everything as it was
 * before the other one, so it goes on only if the place is where it sees it.
 */
export const unread = (name: RollUp): SQL => sql`
    seen as materialized (
      select position from roll_ups where name = ${name}
    ), held as materialized (
      select position from roll_ups where name = ${name} for update
    ), unread as materialized (
      select held.position as since,
        greatest(held.position, pg_snapshot_xmin(pg_current_snapshot())::text::bigint) as until
      from held join seen using (position)
    )`;

/** CTE `moved`: notes how far the roll-up has read, from the row of `reached`. */
export const moved = (name: RollUp): SQL => sql`
    moved as (
      update roll_ups set position = reached.position,
        caught_up_at = case when reached.done then now() else caught_up_at end
      from reached where name = ${name}
    )`;
