/** Rows of one page. */
const pageSize = 200;

/** Before all ids. */
export const first = "00000000-0000-0000-0000-000000000000";

/**
 * Rows page by page as they are taken. `read` answers with those after a row, at most `limit`; the first
 * time there is no row before them.
 */
export async function* inPages<Row>(
  read: (after: Row | undefined, limit: number) => Promise<Iterable<Row>>,
): AsyncGenerator<readonly Row[]> {
  let last: Row | undefined;
  do {
    const page = [...(await read(last, pageSize))];
    if (page.length > 0) yield page;
    last = page.length < pageSize ? undefined : page.at(-1);
  } while (last !== undefined);
}
