import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** What happens to the connections, those that are open and those to come. */
export type Fault =
  | "pass"
  /** Bytes vanish in both directions while the connection looks open. */
  | "blackhole"
  /** Connections are reset (RST). */
  | "reset"
  /** Connections are ended in order (FIN). */
  | "end"
  /** New connections are refused; open ones pass. */
  | "refuse"
  /** Bytes arrive later. */
  | { readonly delayMs: number }
  /**
   * The client's connection is cut when it has sent these bytes: the server receives and acts on
   * them, its answer is lost. Later connections pass.
   */
  | { readonly cutAfterSent: string };

/** A TCP server that passes everything on to another, until it is told to misbehave. */
export interface FaultProxy {
  readonly port: number;
  /** Connections accepted so far. */
  readonly accepted: number;
  set(fault: Fault): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy on 127.0.0.1 in front of `port`. */
export async function startFaultProxy(target: { readonly port: number }): Promise<FaultProxy> {
  const pairs = new Set<Pair>();
  let fault: Fault = "pass";
  let accepted = 0;

  const listener = createServer({ allowHalfOpen: true }, (client) => {
    accepted += 1;
    const pair = new Pair(client, target.port, () => fault);
    pairs.add(pair);
    client.on("close", () => pairs.delete(pair));
    pair.apply(fault);
  });
  const listen = async (port: number) => {
    listener.listen(port, "127.0.0.1");
    await once(listener, "listening");
  };
  await listen(0);
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("no port was assigned");
  const { port } = address;

  return {
    port,
    get accepted() {
      return accepted;
    },
    async set(next) {
      fault = next;
      for (const pair of pairs) pair.apply(next);
      if (next === "refuse") listener.close();
      else if (!listener.listening) await listen(port);
    },
    async close() {
      for (const pair of pairs) pair.destroy();
      if (listener.listening) listener.close();
    },
  };
}

/** A client's connection and the one to the server that serves it. */
class Pair {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #fault: () => Fault;
  #sent = "";
  #cut = false;

  constructor(client: Socket, port: number, fault: () => Fault) {
    this.#client = client;
    this.#server = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    this.#fault = fault;
    this.#relay(client, this.#server);
    this.#relay(this.#server, client);
  }

  apply(fault: Fault): void {
    if (fault === "reset") this.#client.resetAndDestroy();
    if (fault === "end") this.#client.end();
    if (fault === "reset" || fault === "end") this.#server.end();
  }

  destroy(): void {
    this.#client.destroy();
    this.#server.destroy();
  }

  #relay(from: Socket, to: Socket): void {
    from.on("error", () => {});
    from.on("data", (chunk: Buffer) => this.#pass(chunk, from, to));
    from.on("end", () => this.#silent || to.end());
    from.on("close", () => this.#silent || to.destroy());
  }

  /** Whether one side is to learn nothing of what becomes of the other. */
  get #silent(): boolean {
    return this.#cut || this.#fault() === "blackhole";
  }

  #pass(chunk: Buffer, from: Socket, to: Socket): void {
    const fault = this.#fault();
    if (fault === "blackhole" || this.#cut) return;
    if (typeof fault === "object" && "delayMs" in fault) {
      setTimeout(() => to.write(chunk), fault.delayMs);
      return;
    }
    to.write(chunk);
    if (typeof fault === "object" && from === this.#client) this.#watch(chunk, fault.cutAfterSent);
  }

  /** The bytes may come in several chunks. */
  #watch(chunk: Buffer, bytes: string): void {
    this.#sent = `${this.#sent}${chunk.toString("latin1")}`;
    if (!this.#sent.includes(bytes)) {
      this.#sent = this.#sent.slice(-bytes.length);
      return;
    }
    this.#cut = true;
    this.#server.end();
    this.#client.resetAndDestroy();
  }
}
