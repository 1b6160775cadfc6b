import { type SQL, sql } from "drizzle-orm";

/** A place in the order in which things happened to an organization. */
export interface Place {
  readonly organizationId: string;
  readonly since: number;
}

/** What happened from a place on, and the place to go on from. */
export interface PlacePage<Item> {
  readonly items: readonly Item[];
  readonly next: number;
}

/** What every row of {@link byPlace} has. */
export interface PlacedRow extends Record<string, unknown> {
  /** Which of the places it was read from. */
  readonly n: number;
  readonly position: number;
}

/** Rows of one organization that are read at a time; more where one transaction wrote them. */
const pageSize = 500;

/**
 * Reads on from places, for each in the order of writing and never past a transaction that is still open.
 *
 * @param rows `position, id, … from` a table of organizations, whose `position` is the transaction that
 *   wrote the row
 * @param also what is joined to `asked`, of which `o` is the organization, and to the rows, `e`
 */
export function byPlace(places: readonly Place[], rows: SQL, also: SQL = sql``): SQL {
  const asked = places.map(({ organizationId, since }, n) => ({ n, o: organizationId, p: since }));
  return sql`
    select * from json_to_recordset(${JSON.stringify(asked)}::json) as asked(n int, o uuid, p bigint)
    cross join lateral (
      select ${rows} where organization_id = asked.o and position >= asked.p
      order by position fetch first ${pageSize} rows with ties
    ) e ${also}
    where e.position < (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
    order by asked.n, e.position, e.id`;
}

/** The rows of {@link byPlace} as pages; those that `toItem` answers nothing for are passed over. */
export function toPages<Row extends PlacedRow, Item>(
  places: readonly Place[],
  rows: Iterable<Row>,
  toItem: (row: Row, organizationId: string) => Item | undefined,
): readonly PlacePage<Item>[] {
  const pages = places.map(({ organizationId, since }) => ({
    ...{ organizationId, items: Array.of<Item>(), next: since },
  }));
  for (const row of rows) {
    const page = pages[row.n];
    if (page === undefined) throw new Error("A row of no place");
    page.next = row.position + 1;
    const item = toItem(row, page.organizationId);
    if (item !== undefined) page.items.push(item);
  }
  return pages;
}
