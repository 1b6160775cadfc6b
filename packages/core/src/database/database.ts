import type { PgRemoteDatabase } from "drizzle-orm/pg-proxy";

/** drizzle's query builder over whichever connection it was made for. */
export type Orm = PgRemoteDatabase<Record<string, never>>;

/** How a transaction differs from the usual. */
export interface TransactionOptions {
  /**
   * Deadline of each statement in milliseconds. For a longer one than usual, `work` also lifts the
   * server's own: `set_config('statement_timeout', …, true)`.
   */
  readonly queryTimeoutMs?: number;
}

/**
 * The one door to PostgreSQL or to the embedded PGlite. Both answer a query with the same values.
 * Every query has a deadline; one that misses it has its connection destroyed. Queries reject with
 * {@link QueryError} when the server refuses them and with {@link DatabaseUnavailable} otherwise.
 */
export interface Database {
  readonly kind: "postgres" | "pglite";
  /** One statement at a time, each its own transaction. The hot path uses nothing else. */
  readonly orm: Orm;
  /**
   * Runs `work` in one transaction. Await nothing but `tx` inside: a transaction that waits for the
   * outside holds its locks and its connection. Once the connection is lost, every further query of
   * `tx` is refused, and the call rejects with {@link DatabaseUnavailable}. `work` runs again, up to
   * three times in all, when the server ends it for a deadlock, a lock or a serialization failure.
   */
  transaction<T>(work: (tx: Orm) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /**
   * The same database as an organization (a UUID) may see it: row-level security shows its rows and
   * no others, whatever a statement asks for. What has no organization is not there at all.
   */
  forOrganization(organizationId: string): Database;
  /**
   * Calls `onNotify` for each NOTIFY on `channel`, and `onReconnect` after each gap in which
   * notifications may have been missed. Resolves to the function that ends it, also when the
   * database is away: then the first `onReconnect` says that listening has begun.
   */
  listen(
    channel: string,
    onNotify: (payload: string) => void,
    onReconnect: () => void,
  ): Promise<() => Promise<void>>;
  /** Answers from a connection of its own, so that health is known while the pool is exhausted. */
  ping(): Promise<void>;
  /** Refuses new work and resolves when the work under way is done. */
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
