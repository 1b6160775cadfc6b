import { type SQL, sql } from "drizzle-orm";

/** The writing transaction: where what this statement tells stands among the events. */
export const position = sql`(select pg_current_xact_id()::text::bigint)`;

/** Of a column with the ids of messages in ascending order: whom an event of them all is kept under. */
export const last = (ids: string): SQL => sql.raw(`${ids}[cardinality(${ids})]`);

/** The others of them; nothing where there are none. */
export const others = (ids: string): SQL =>
  sql.raw(`nullif(${ids}[:cardinality(${ids}) - 1], '{}')`);

/** A group, and where its members stand among all, from 1. */
export interface Part<Item> {
  /** One of them. */
  readonly one: Item;
  readonly members: readonly Item[];
  readonly first: number;
  readonly last: number;
}

/**
 * Groups one after the other, each by ascending ids, and where each of them stands: as a part of an array
 * of all ids its own need not be gathered and sorted.
 */
export function inParts<Item>(
  groups: readonly (readonly Item[])[],
  idOf: (item: Item) => string,
): { readonly items: readonly Item[]; readonly parts: readonly Part<Item>[] } {
  const byId = (one: Item, other: Item): number => (idOf(one) < idOf(other) ? -1 : 1);
  const items: Item[] = [];
  const parts: Part<Item>[] = [];
  for (const group of groups) {
    const members = group.toSorted(byId);
    const [one] = members;
    if (one === undefined) continue;
    const first = items.length + 1;
    items.push(...members);
    parts.push({ one, members, first, last: items.length });
  }
  return { items, parts };
}

/**
 * Ids of a group, each once and in ascending order. Gathered first, as an order within the aggregate
 * would be one of all rows by all that they are grouped by.
 */
export const sorted = (ids: string): SQL =>
  sql.raw(`array(select distinct unnest(array_agg(${ids})) order by 1)`);
