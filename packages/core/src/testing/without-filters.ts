import type { Database, DatabaseOptions } from "../database/index.ts";
import { createDatabase, openDriver } from "../database/open-database.ts";

/**
 * Opens a database whose statements have lost every filter by organization, to prove that row-level
 * security alone keeps organizations apart: `organization_id = $1` holds for every row there.
 */
export async function openWithoutFilters(options: DatabaseOptions): Promise<Database> {
  const driver = await openDriver(options);
  return createDatabase({
    ...driver,
    pool: {
      use: (work) =>
        driver.pool.use((connection) =>
          work({
            query: (text, parameters, timeoutMs) =>
              connection.query(withoutFilters(text), parameters, timeoutMs),
            get lost() {
              return connection.lost;
            },
            ended: connection.ended,
            destroy: () => connection.destroy(),
          }),
        ),
    },
  });
}

/** In SQL of ours, in drizzle's (`"messages"."organization_id" = $1`), and by a row of what is asked. */
const filter = /(?:"?\w+"?\.)?"?\b(organization_id|scope)\b"? = (\$\d+|asked\.o\b)(::\w+)?/g;

/** The parameter stays, because the server must know the type of each. */
export const withoutFilters = (text: string): string =>
  text.replace(filter, (_, column: string, owner: string, type?: string) => {
    const known = type ?? (column === "scope" ? "::text" : "::uuid");
    return `${owner}${known} is not null`;
  });
