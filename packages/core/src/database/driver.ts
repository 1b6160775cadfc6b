import type { Database } from "./database.ts";
import type { Pool } from "./pool.ts";

/** What PostgreSQL and PGlite each bring to a Database; the rest is common to both. */
export interface Driver extends Pick<Database, "kind" | "listen" | "ping" | "close"> {
  readonly pool: Pick<Pool, "use">;
  readonly queryTimeoutMs: number;
}
