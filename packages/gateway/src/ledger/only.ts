import { type SQL, sql } from "drizzle-orm";

/**
 * `m.id = ${only("f.id")}` instead of `m.id = f.id`: met only by looking each row up in the index. An
 * equality becomes a hash join over all messages as soon as a plan is made while there are few.
 *
 * In a statement that locks rows (`for update`) no table in months may be read with it, nor otherwise,
 * but by `message_now`: after a locked row was looked at again because somebody had changed it,
 * PostgreSQL 18.4 chooses months with freed memory, and misses rows or crashes. What the statement
 * changes is not concerned.
 */
export const only = (column: string): SQL => sql.raw(`any(array[${column}])`);
