import { sql } from "drizzle-orm";
import type { Database } from "../database/index.ts";
import { openDatabase } from "../database/index.ts";
import { openRewritten } from "./open-rewritten.ts";

const lock = /\bfor (?:no key update|update|key share|share)\b/;

/** What a statement changes is no matter: of a changed row PostgreSQL looks at the change alone again. */
const read = /(?<!\bdelete )\b(?:from|join) "?(\w+)"?/g;

/**
 * Opens a PostgreSQL that refuses statements which lock rows and read a partitioned table, or a view,
 * which may be one of such. Once it has
 * looked again at a row that somebody changed meanwhile, PostgreSQL 18.4 chooses partitions with freed
 * memory, so that rows are missed or the server crashes; but only in a race, which tests seldom meet.
 */
export async function openWithLocksApart(url: string): Promise<Database> {
  partitionedTables ??= readPartitioned(url);
  const partitioned = await partitionedTables;
  return openRewritten({ url }, (text) => {
    const tables = lock.test(text) ? [...text.matchAll(read)].map(([, table = ""]) => table) : [];
    const table = tables.find((name) => partitioned.has(name));
    if (table)
      throw new Error(`A statement locks rows and reads ${table}, which may be partitioned`);
    return text;
  });
}

/** The same in every database of the tests. */
let partitionedTables: Promise<ReadonlySet<string>> | undefined;

async function readPartitioned(url: string): Promise<ReadonlySet<string>> {
  const database = await openDatabase({ url, poolSize: 1 });
  const rows = await database.orm
    .execute<{ name: string }>(sql`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('p', 'v')`)
    .finally(database.close);
  return new Set([...rows].map(({ name }) => name));
}
