import type { Socket } from "node:net";
import postgres from "postgres";
import type { Connection } from "../connection.ts";
import { DatabaseUnavailable } from "../database.ts";
import { QueryError } from "../query-error.ts";
import type { Result } from "../values.ts";
import { openSocket } from "./open-socket.ts";
import type { ServerAddress } from "./server-address.ts";

export interface ConnectOptions {
  readonly address: ServerAddress;
  /** Deadline for the connection to be ready, and the server's own limit for a statement. */
  readonly timeoutMs: number;
  readonly onNotify?: (channel: string, payload: string) => void;
}

/** 15 is the oldest major version that still gets security fixes. */
const OLDEST_VERSION = 15;

/** Opens one session; rejects with DatabaseUnavailable "not-run". */
export async function connect(options: ConnectOptions): Promise<Connection> {
  let connection: PostgresConnection | undefined;
  try {
    const socket = await openSocket(options.address, options.timeoutMs);
    connection = new PostgresConnection(socket, options);
    await prepareSession(connection, options.timeoutMs);
    return connection;
  } catch (error) {
    connection?.destroy();
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Cannot connect to PostgreSQL: ${reason}`;
    throw new DatabaseUnavailable("not-run", message, { cause: error });
  }
}

/**
 * The values are read in UTC and ISO format. The server's own timeouts free the locks of a client
 * that is gone. Plans go by the indexes, because what is cached while a table is young would read all
 * of it later, and are not compiled, which costs more than most of them run. Set by a statement, because
 * connection poolers refuse startup parameters.
 */
async function prepareSession(connection: Connection, timeoutMs: number): Promise<void> {
  const { rows } = await connection.query(
    `select current_setting('server_version_num')::int / 10000,
      set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO', false),
      set_config('bytea_output', 'hex', false), set_config('enable_seqscan', 'off', false),
      set_config('jit', 'off', false),
      set_config('statement_timeout', $1, false),
      set_config('idle_in_transaction_session_timeout', $1, false)`,
    [String(timeoutMs)],
    timeoutMs,
  );
  const version = Number(rows[0]?.[0]);
  if (version < OLDEST_VERSION) {
    throw new Error(`version ${version} is too old, ${OLDEST_VERSION} or newer is needed`);
  }
}

// Statements built from lists differ in length, and the server keeps each prepared one in memory.
const MAX_PREPARED = 500;

class PostgresConnection implements Connection {
  readonly #socket: Socket;
  readonly #client: postgres.Sql;
  readonly #prepared = new Set<string>();
  readonly #ended = Promise.withResolvers<void>();
  #lost: string | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #rejectRunning: (error: DatabaseUnavailable) => void = () => {};

  constructor(socket: Socket, options: ConnectOptions) {
    this.#socket = socket;
    this.#client = createClient(socket, options);
    socket.on("error", (error) => this.#lose(error.message));
    socket.on("close", () => this.#lose("The server closed the connection"));
  }

  get lost(): boolean {
    return this.#lost !== undefined;
  }

  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  isReadyFor(text: string): boolean {
    return this.#prepared.has(text);
  }

  query(text: string, parameters: readonly (string | null)[], timeoutMs: number): Promise<Result> {
    const result = this.#last.then(() => this.#run(text, parameters, timeoutMs));
    this.#last = result.catch(() => {});
    return result;
  }

  destroy(): void {
    this.#lose("The connection was closed");
  }

  async #run(
    text: string,
    parameters: readonly (string | null)[],
    timeoutMs: number,
  ): Promise<Result> {
    if (this.#lost !== undefined) throw new DatabaseUnavailable("not-run", this.#lost);
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const expire = () => this.#lose(`The statement did not finish within ${timeoutMs} ms`);
    const timer = setTimeout(expire, timeoutMs);
    this.#rejectRunning = reject;
    this.#send(text, parameters).then(resolve, reject);
    return promise.finally(() => clearTimeout(timer));
  }

  async #send(text: string, parameters: readonly (string | null)[]): Promise<Result> {
    const prepare = this.#prepared.has(text) || this.#prepared.size < MAX_PREPARED;
    if (prepare) this.#prepared.add(text);
    // Not "simple": that would let one text hold several statements.
    const how = { prepare, simple: false };
    try {
      const rows = await this.#client
        .unsafe<Record<string, string | null>[]>(text, [...parameters], how)
        .values();
      return { columns: rows.columns ?? [], rows, command: rows.command };
    } catch (error) {
      throw translate(error);
    }
  }

  #lose(reason: string): void {
    if (this.#lost !== undefined) return;
    this.#lost = reason;
    this.#socket.destroy();
    this.#rejectRunning(new DatabaseUnavailable("unknown", reason));
    this.#ended.resolve();
  }
}

/** The driver, reduced to the protocol over one socket: no types, no timers, no notices of its own. */
function createClient(socket: Socket, { address, onNotify }: ConnectOptions): postgres.Sql {
  const options = {
    host: address.host,
    port: address.port,
    user: address.user,
    password: address.password,
    database: address.database,
    // Missing in the driver's types.
    socket: () => socket,
    ssl: false,
    max: 1,
    connect_timeout: 0,
    idle_timeout: 0,
    max_lifetime: 0,
    keep_alive: 0,
    fetch_types: false,
    types: { text: { to: 25, from: TYPED_BY_DRIVER, serialize: asText, parse: asText } },
    onnotice: () => {},
    onnotify: onNotify ?? (() => {}),
  };
  return postgres(options);
}

/**
 * SQLSTATEs of a server that cannot do what it could at another time: read-only after a failover,
 * out of disk, memory or connections (53), ending a statement or itself (57), failing files (58).
 */
const UNAVAILABLE = /^(25006|53...|57...|58...)$/;

/** The type OIDs that the driver would convert by itself. */
const TYPED_BY_DRIVER = [16, 17, 21, 23, 26, 114, 700, 701, 1082, 1114, 1184, 3802];
const asText = (text: string): string => text;

/** The driver's own errors carry the parameters, so none of them gets out. */
function translate(error: unknown): Error {
  if (!(error instanceof postgres.PostgresError)) {
    return new Error(error instanceof Error ? error.message : String(error));
  }
  const { code, message, constraint_name, table_name, column_name } = error;
  if (UNAVAILABLE.test(code)) return new DatabaseUnavailable("not-run", message);
  return new QueryError({
    code,
    message,
    constraint: constraint_name,
    table: table_name,
    column: column_name,
  });
}
