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

/** These tell whose a credential is: they are read before any organization is known. */
const beforehand = /\b(memberships|invitations|organizations|sessions)\b/;

/** The parameter stays, because the server must know the type of each. */
export const withoutFilters = (text: string): string =>
  beforehand.test(text)
    ? text
    : text.replace(
        /(?:"?\w+"?\.)?"?organization_id"? = (\$\d+)(::\w+)?/g,
        (_, parameter: string, type = "::uuid") => `${parameter}${type} is not null`,
      );
