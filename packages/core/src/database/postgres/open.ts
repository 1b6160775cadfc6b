import { backoffMs } from "../backoff.ts";
import type { Driver } from "../driver.ts";
import type { DatabaseOptions } from "../open-database.ts";
import { Pool } from "../pool.ts";
import { connect } from "./connect.ts";
import { Listener } from "./listener.ts";
import type { ServerAddress } from "./server-address.ts";

/** PostgreSQL: a pool for queries, one connection for health and one for listening. */
export function openPostgres(address: ServerAddress, options: DatabaseOptions): Driver {
  const { poolSize = 10, queryTimeoutMs = 10_000, acquireTimeoutMs = 2_000 } = options;
  const random = options.random ?? Math.random;
  // Whoever waits for a connection sees at least one try.
  const longestMs = Math.min(1_000, acquireTimeoutMs / 2);
  const openPool = (size: number) =>
    new Pool({
      size,
      acquireTimeoutMs,
      connect: () => connect({ address, timeoutMs: queryTimeoutMs }),
      backoffMs: (failures) => backoffMs(failures, longestMs, random),
    });

  const pool = openPool(poolSize);
  const health = openPool(1);
  const listener = new Listener({
    connect: (onNotify) => connect({ address, timeoutMs: queryTimeoutMs, onNotify }),
    backoffMs: (failures) => backoffMs(failures, longestMs, random),
    heartbeatMs: queryTimeoutMs,
  });
  return {
    kind: "postgres",
    pool,
    queryTimeoutMs,
    listen: (channel, onNotify, onReconnect) => listener.listen({ channel, onNotify, onReconnect }),
    ping: () =>
      health.use(async (connection) => {
        await connection.query("select 1", [], acquireTimeoutMs);
      }),
    close: async () => {
      await Promise.all([pool.close(), health.close(), listener.close()]);
    },
  };
}
