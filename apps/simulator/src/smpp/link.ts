import type { Socket } from "node:net";
import {
  commands,
  createPduReader,
  encodePdu,
  isResponse,
  Malformed,
  type Pdu,
  responseTo,
} from "./pdu.ts";
import { statuses } from "./statuses.ts";

/** One connection, seen as requests and responses. */
export interface Link {
  /** Sends a request. Gives the status of its response; `undefined` if the link closed before. */
  request(command: number, body: Buffer): Promise<number | undefined>;
  respond(to: Pdu, status: number, body?: Buffer): void;
  /** Answers what is no request at all. */
  nack(to: Pick<Pdu, "sequence">, status: number): void;
  /** Sends what is on the way, then ends the connection. */
  end(): void;
  /** Drops the connection with a TCP RST. */
  reset(): void;
}

/** What a link tells its owner. */
export interface LinkEvents {
  /** A request of the peer, other than `enquire_link`. May throw {@link Malformed}. */
  request(pdu: Pdu): void;
  closed(): void;
}

/**
 * Speaks SMPP on a socket: frames, sequence numbers, and `enquire_link` in both directions, so that a
 * peer which does not answer for `enquireLinkMs` loses the connection.
 */
export function createLink(socket: Socket, enquireLinkMs: number, events: LinkEvents): Link {
  const read = createPduReader();
  const pending = new Map<number, (status: number | undefined) => void>();
  let lastSequence = 0;
  let asked = false;

  const write = (
    command: number,
    status: number,
    sequence: number,
    body: Buffer = Buffer.alloc(0),
  ) => {
    if (socket.writable) socket.write(encodePdu({ command, status, sequence, body }));
  };
  const link: Link = {
    request: (command, body) =>
      new Promise((resolve) => {
        if (!socket.writable) return resolve(undefined);
        lastSequence = (lastSequence % 0x7fffffff) + 1;
        pending.set(lastSequence, resolve);
        write(command, statuses.ROK, lastSequence, body);
      }),
    respond: ({ command, sequence }, status, body) =>
      write(responseTo(command), status, sequence, body),
    nack: ({ sequence }, status) => write(commands.generic_nack, status, sequence),
    end: () => socket.end(),
    reset: () => socket.resetAndDestroy(),
  };

  const take = (pdu: Pdu) => {
    if (isResponse(pdu.command)) {
      pending.get(pdu.sequence)?.(pdu.status);
      pending.delete(pdu.sequence);
    } else if (pdu.command === commands.enquire_link) link.respond(pdu, statuses.ROK);
    else events.request(pdu);
  };
  socket.on("data", (chunk: Buffer) => {
    socket.cork();
    let sequence = 0;
    try {
      for (const pdu of read(chunk)) {
        sequence = pdu.sequence;
        take(pdu);
        sequence = 0;
      }
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      // Where the next PDU begins is not known any more: nothing after this can be trusted.
      link.nack({ sequence }, statuses.INVCMDLEN);
      link.end();
    } finally {
      socket.uncork();
    }
  });

  const heartbeat = setInterval(() => {
    if (asked) return link.reset();
    asked = true;
    link.request(commands.enquire_link, Buffer.alloc(0)).then(() => {
      asked = false;
    });
  }, enquireLinkMs);
  heartbeat.unref();

  socket.setNoDelay(true);
  socket.on("error", () => {}); // `close` follows
  socket.on("close", () => {
    clearInterval(heartbeat);
    for (const resolve of pending.values()) resolve(undefined);
    pending.clear();
    events.closed();
  });
  return link;
}
