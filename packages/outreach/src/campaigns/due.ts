import { type SQL, sql } from "drizzle-orm";

/** There is more to do, after the others that wait. A step was done: none has failed in a row. */
export const dueAgain: SQL = sql`due_at = clock_timestamp(), failures = 0`;

/** Looked at again so much later. */
export const dueIn = (seconds: number): SQL =>
  sql`due_at = clock_timestamp() + ${seconds} * interval '1 second', failures = 0`;

/** There is nothing to do until somebody wants something. */
export const notDue: SQL = sql`due_at = null, failures = 0`;
