import { setTimeout as delay } from "node:timers/promises";
import type { Connection } from "../connection.ts";

export interface ListenerOptions {
  readonly connect: (onNotify: (channel: string, payload: string) => void) => Promise<Connection>;
  readonly backoffMs: (failures: number) => number;
  /** How often to ask for an answer: a half-open connection would be silent for ever. */
  readonly heartbeatMs: number;
}

interface Subscription {
  readonly channel: string;
  readonly onNotify: (payload: string) => void;
  readonly onReconnect: () => void;
}

/** LISTEN over a connection of its own, which is replaced when lost. */
export class Listener {
  readonly #options: ListenerOptions;
  readonly #subscriptions = new Set<Subscription>();
  readonly #firstTry = Promise.withResolvers<void>();
  readonly #closing = new AbortController();
  #connection: Connection | undefined;
  #running: Promise<void> | undefined;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  async listen(subscription: Subscription): Promise<() => Promise<void>> {
    this.#subscriptions.add(subscription);
    this.#running ??= this.#run();
    await this.#firstTry.promise;
    await this.#send("listen", subscription.channel);
    return async () => {
      this.#subscriptions.delete(subscription);
      if (!this.#channels().has(subscription.channel)) {
        await this.#send("unlisten", subscription.channel);
      }
    };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#connection?.destroy();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    for (let failures = 0, gap = false; !signal.aborted; gap = true) {
      try {
        const connection = await this.#connect();
        failures = 0;
        if (gap) for (const { onReconnect } of this.#subscriptions) onReconnect();
        this.#firstTry.resolve();
        await this.#watch(connection);
      } catch {
        failures += 1;
      }
      this.#firstTry.resolve();
      await delay(this.#options.backoffMs(failures), undefined, { signal }).catch(() => {});
    }
  }

  async #connect(): Promise<Connection> {
    const connection = await this.#options.connect((channel, payload) => {
      for (const subscription of this.#subscriptions) {
        if (subscription.channel === channel) subscription.onNotify(payload);
      }
    });
    this.#connection = connection;
    if (this.#closing.signal.aborted) connection.destroy();
    for (const channel of this.#channels()) await this.#send("listen", channel);
    return connection;
  }

  async #watch(connection: Connection): Promise<void> {
    const { heartbeatMs } = this.#options;
    const heartbeat = setInterval(() => {
      connection.query("select 1", [], heartbeatMs).catch(() => {});
    }, heartbeatMs);
    await connection.ended;
    clearInterval(heartbeat);
  }

  /** A failure means that the connection is lost, and its successor listens to every channel. */
  async #send(command: "listen" | "unlisten", channel: string): Promise<void> {
    const text = `${command} "${channel.replaceAll('"', '""')}"`;
    await this.#connection?.query(text, [], this.#options.heartbeatMs).catch(() => {});
  }

  #channels(): Set<string> {
    return new Set([...this.#subscriptions].map(({ channel }) => channel));
  }
}
