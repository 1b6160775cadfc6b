import { type SQL, sql } from "drizzle-orm";

/**
 * `m.id = ${only("f.id")}` instead of `m.id = f.id`: met only by looking each row up in the index. An
 * equality becomes a hash join over all messages as soon as a plan is made while there are few.
 */
export const only = (column: string): SQL => sql.raw(`any(array[${column}])`);
