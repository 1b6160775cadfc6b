import type { Database, DatabaseOptions } from "../database/index.ts";
import { createDatabase, openDriver } from "../database/open-database.ts";

/** Opens a database that is given what `rewrite` makes of each statement; what it throws rejects it. */
export async function openRewritten(
  options: DatabaseOptions,
  rewrite: (text: string) => string,
): Promise<Database> {
  const driver = await openDriver(options);
  return createDatabase({
    ...driver,
    pool: {
      use: (work) =>
        driver.pool.use((connection) =>
          work({
            isReadyFor: (text) => connection.isReadyFor(text),
            query: async (text, parameters, timeoutMs) =>
              connection.query(rewrite(text), parameters, timeoutMs),
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
