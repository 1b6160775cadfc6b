import { type SQL, sql } from "drizzle-orm";

/** The writing transaction: where what this statement tells stands among the events. */
export const position = sql`(select pg_current_xact_id()::text::bigint)`;

/** Of a column with the ids of messages in ascending order: whom an event of them all is kept under. */
export const last = (ids: string): SQL => sql.raw(`${ids}[cardinality(${ids})]`);

/** The others of them; nothing where there are none. */
export const others = (ids: string): SQL =>
  sql.raw(`nullif(${ids}[:cardinality(${ids}) - 1], '{}')`);

/**
 * Ids of a group, each once and in ascending order. Gathered first, as an order within the aggregate
 * would be one of all rows by all that they are grouped by.
 */
export const sorted = (ids: string): SQL =>
  sql.raw(`array(select distinct unnest(array_agg(${ids})) order by 1)`);
