import { EventEmitter } from "node:events";
import type { Socket } from "node:net";

/**
 * What the driver holds in place of its socket. The driver is not safe once a socket closes: it
 * reconnects by itself, in the middle of a transaction too, and writes to a null socket from a
 * timer, which ends the process. So it never hears of an error or a close: the connection is given
 * up together with the driver's client instead.
 */
export class Wire extends EventEmitter {
  readonly readyState = "open";
  readonly #socket: Socket;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on("data", (chunk) => this.emit("data", chunk));
    socket.on("drain", () => this.emit("drain"));
  }

  write(chunk: Uint8Array): boolean {
    return this.#socket.destroyed || this.#socket.write(chunk);
  }

  end(chunk: Uint8Array): void {
    this.#socket.end(chunk);
  }

  destroy(): void {
    this.#socket.destroy();
  }
}
