import { setTimeout as delay } from "node:timers/promises";
import { asOrganization } from "./as-organization.ts";
import type { Database, Orm } from "./database.ts";
import type { Driver } from "./driver.ts";
import { createOrm } from "./orm.ts";
import { openPglite } from "./pglite/open.ts";
import { openPostgres } from "./postgres/open.ts";
import { parseServerAddress } from "./postgres/server-address.ts";
import { type RetryTiming, retryTransient } from "./retry.ts";
import { type InTransaction, runTransaction } from "./transaction.ts";

/** How to open a database. Times are in milliseconds. */
export interface DatabaseOptions extends Partial<RetryTiming> {
  /** `postgres://…`, `memory://` (embedded, gone with the process) or a folder (embedded). */
  readonly url: string;
  /** Connections for queries (10); listening and health have their own. Embedded: always one. */
  readonly poolSize?: number;
  /** Deadline of one statement, and of opening a connection (10,000). */
  readonly queryTimeoutMs?: number;
  /** How long a query waits for a free connection (2,000; embedded 10,000). */
  readonly acquireTimeoutMs?: number;
}

/**
 * Opens the database that `url` names. PostgreSQL is connected to when first needed, so that a
 * service starts while its database is away; an embedded one is opened at once.
 * Throws when the URL is not one of the three kinds, or the folder is in use by another process.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return createDatabase(await openDriver(options), options);
}

/** What is behind a database of that kind. */
export async function openDriver(options: DatabaseOptions): Promise<Driver> {
  const { url } = options;
  if (!/^postgres(ql)?:/.test(url)) return openPglite(url, options);
  const address = parseServerAddress(url);
  // The URL itself may hold a password.
  if (!address) throw new Error("The database URL cannot be read");
  return openPostgres(address, options);
}

/** The common part of both kinds of database. */
export function createDatabase(driver: Driver, timing: Partial<RetryTiming> = {}): Database {
  const { kind, pool, queryTimeoutMs } = driver;
  const retryTiming: RetryTiming = {
    delay: timing.delay ?? delay,
    random: timing.random ?? Math.random,
  };
  const inTransaction: InTransaction = (work, timeoutMs = queryTimeoutMs) =>
    retryTransient(
      () => pool.use((connection) => runTransaction(connection, work, timeoutMs)),
      retryTiming,
    );
  const database: Database = {
    kind,
    orm: createOrm((text, parameters) =>
      retryTransient(
        () => pool.use((connection) => connection.query(text, parameters, queryTimeoutMs), text),
        retryTiming,
      ),
    ),
    transaction: transactionsOf(inTransaction),
    forOrganization(organizationId) {
      const inside = asOrganization(inTransaction, organizationId);
      let orm: Orm | undefined;
      return {
        ...database,
        // Made when it is asked for: many requests ask for nothing.
        get orm() {
          orm ??= createOrm((text, parameters) => inside((run) => run(text, parameters)));
          return orm;
        },
        transaction: transactionsOf(inside),
      };
    },
    listen: driver.listen,
    ping: driver.ping,
    close: driver.close,
  };
  return database;
}

const transactionsOf =
  (inTransaction: InTransaction): Database["transaction"] =>
  (work, { queryTimeoutMs } = {}) =>
    inTransaction((run) => work(createOrm(run)), queryTimeoutMs);
