import { resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { DatabaseUnavailable } from "../database.ts";
import type { Driver } from "../driver.ts";
import type { DatabaseOptions } from "../open-database.ts";
import { Pool } from "../pool.ts";
import { PgliteConnection } from "./connection.ts";
import { lockFolder } from "./folder-lock.ts";

/** The embedded database in `url`: a folder or `memory://`. */
export async function openPglite(url: string, options: DatabaseOptions): Promise<Driver> {
  if (url === "memory://") return createPgliteDriver(await PGlite.create(), options);
  const folder = resolve(url);
  const unlock = lockFolder(folder);
  try {
    const driver = createPgliteDriver(await PGlite.create({ dataDir: folder }), options);
    return { ...driver, close: () => driver.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** A driver over an open `pglite`, which it owns from now on. */
export function createPgliteDriver(
  pglite: PGlite,
  { queryTimeoutMs = 10_000, acquireTimeoutMs = 10_000 }: Partial<DatabaseOptions> = {},
): Driver {
  const connection = new PgliteConnection(pglite);
  const pool = new Pool({
    size: 1,
    acquireTimeoutMs,
    connect: async () => {
      // As in connect.ts of PostgreSQL: plans go by the indexes, however young a table is.
      await pglite.exec("set enable_seqscan = off");
      return connection;
    },
    backoffMs: () => 0,
  });
  return {
    kind: "pglite",
    pool,
    queryTimeoutMs,
    // Through the pool, because a LISTEN inside someone's transaction would be rolled back with it.
    listen: (channel, onNotify) =>
      pool.use(async () => {
        const unlisten = await pglite.listen(`"${channel}"`, onNotify);
        return () => pool.use(() => unlisten());
      }),
    ping: async () => {
      if (connection.lost) throw new DatabaseUnavailable("not-run", "The database is closed");
    },
    close: async () => {
      await pool.close();
      connection.destroy();
      await connection.ended;
    },
  };
}
