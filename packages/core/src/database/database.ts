import type { PgRemoteDatabase } from "drizzle-orm/pg-proxy";

/** drizzle's query builder over whichever connection it was made for. */
export type Orm = PgRemoteDatabase<Record<string, never>>;

/**
 * The one door to PostgreSQL or to the embedded PGlite. Both answer a query with the same values.
 * Every query has a deadline; one that misses it has its connection destroyed.
 */
export interface Database {
  readonly kind: "postgres" | "pglite";
  /** One statement at a time, each its own transaction. The hot path uses nothing else. */
  readonly orm: Orm;
  /**
   * Runs `work` in one transaction. Await nothing but `tx` inside: a transaction that waits for the
   * outside holds its locks and its connection. Once the connection is lost, every further query of
   * `tx` is refused, and the call rejects with {@link DatabaseUnavailable}.
   */
  transaction<T>(work: (tx: Orm) => Promise<T>): Promise<T>;
  /**
   * Calls `onNotify` for each NOTIFY on `channel`, and `onReconnect` after each gap in which
   * notifications may have been missed. Resolves to the function that ends it.
   */
  listen(
    channel: string,
    onNotify: (payload: string) => void,
    onReconnect: () => void,
  ): Promise<() => Promise<void>>;
  /** Answers from a connection of its own, so that health is known while the pool is exhausted. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The database could not be reached, was too busy, or was lost in mid-query.
 * `outcome: "unknown"` means that the statement may have been committed all the same.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
  constructor(
    readonly outcome: "not-run" | "unknown",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
