import type { Connection } from "./connection.ts";
import { DatabaseUnavailable } from "./database.ts";

export interface PoolOptions {
  readonly size: number;
  readonly acquireTimeoutMs: number;
  readonly connect: () => Promise<Connection>;
  /** Milliseconds to wait after `failures` failed connects in a row. */
  readonly backoffMs: (failures: number) => number;
}

interface Waiter {
  resolve(connection: Connection): void;
  reject(error: Error): void;
}

/** A bounded number of connections, opened when first needed and replaced when lost. */
export class Pool {
  readonly #options: PoolOptions;
  readonly #open = new Set<Connection>();
  readonly #opening = new Set<Promise<void>>();
  readonly #waiters = new Set<Waiter>();
  #idle: Connection[] = [];
  #failures = 0;
  #lastFailure: unknown;
  #retry: Timer | undefined;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /**
   * Lends a connection to `work`, which must not keep it: of those that are free one that is ready for
   * the statement `text`, or else the one that worked last.
   */
  async use<T>(work: (connection: Connection) => Promise<T>, text?: string): Promise<T> {
    const connection = await this.#acquire(text);
    try {
      return await work(connection);
    } finally {
      this.#release(connection);
    }
  }

  /** Refuses new work, and resolves when the work under way is done and every session ended. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    for (const waiter of this.#waiters) waiter.reject(closedError());
    this.#waiters.clear();
    for (const connection of this.#idle) connection.destroy();
    while (this.#opening.size + this.#open.size > 0) {
      await Promise.all([...this.#opening, ...[...this.#open].map(({ ended }) => ended)]);
    }
  }

  async #acquire(text: string | undefined): Promise<Connection> {
    if (this.#closed) throw closedError();
    const idle = this.#takeIdle(text);
    if (idle) return idle;

    const { promise, resolve, reject } = Promise.withResolvers<Connection>();
    const waiter: Waiter = { resolve, reject };
    const timer = setTimeout(() => {
      this.#waiters.delete(waiter);
      reject(this.#exhausted());
    }, this.#options.acquireTimeoutMs);
    this.#waiters.add(waiter);
    this.#grow();
    return promise.finally(() => clearTimeout(timer));
  }

  #takeIdle(text: string | undefined): Connection | undefined {
    const ready = this.#idle.findLastIndex(
      (idle) => !idle.lost && text !== undefined && idle.isReadyFor(text),
    );
    const at = ready < 0 ? this.#idle.findLastIndex(({ lost }) => !lost) : ready;
    return at < 0 ? undefined : this.#idle.splice(at, 1)[0];
  }

  #release(connection: Connection): void {
    const [waiter] = this.#waiters;
    if (connection.lost) this.#grow();
    else if (this.#closed) connection.destroy();
    else if (!waiter) this.#idle.push(connection);
    else {
      this.#waiters.delete(waiter);
      waiter.resolve(connection);
    }
  }

  #grow(): void {
    while (
      !this.#closed &&
      !this.#retry &&
      this.#waiters.size > this.#opening.size &&
      this.#open.size + this.#opening.size < this.#options.size
    ) {
      const opening = this.#connect().finally(() => {
        this.#opening.delete(opening);
        this.#grow();
      });
      this.#opening.add(opening);
    }
  }

  async #connect(): Promise<void> {
    try {
      const connection = await this.#options.connect();
      this.#failures = 0;
      this.#lastFailure = undefined;
      this.#open.add(connection);
      void connection.ended.then(() => this.#forget(connection));
      this.#release(connection);
    } catch (error) {
      this.#failures += 1;
      this.#lastFailure = error;
      this.#retry ??= setTimeout(() => {
        this.#retry = undefined;
        this.#grow();
      }, this.#options.backoffMs(this.#failures));
    }
  }

  #forget(connection: Connection): void {
    this.#open.delete(connection);
    this.#idle = this.#idle.filter((idle) => idle !== connection);
    this.#grow();
  }

  #exhausted(): DatabaseUnavailable {
    const { acquireTimeoutMs } = this.#options;
    if (this.#lastFailure instanceof Error) {
      return new DatabaseUnavailable("not-run", this.#lastFailure.message, {
        cause: this.#lastFailure,
      });
    }
    return new DatabaseUnavailable(
      "not-run",
      `No connection was free within ${acquireTimeoutMs} ms`,
    );
  }
}

function closedError(): DatabaseUnavailable {
  return new DatabaseUnavailable("not-run", "The database is closed");
}
