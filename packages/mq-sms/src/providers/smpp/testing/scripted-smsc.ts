import { createServer, type Server, type Socket } from "node:net";
import { createFramer, type Pdu, responseTo, writePdu } from "../pdu.ts";

/** A unit that a client sent, and ways to answer it. */
export interface Received extends Pdu {
  readonly socket: Socket;
  /** Answers with a status and a body; the usual answer without them. */
  answer(status?: number, body?: Buffer): void;
}

/** An SMSC on loopback that binds everybody and does the rest by script. */
export interface ScriptedSmsc extends AsyncDisposable {
  readonly port: number;
  readonly received: readonly Pdu[];
  readonly sockets: ReadonlySet<Socket>;
  /** Ends every connection at once and refuses new ones. */
  kill(): Promise<void>;
  /** Listens again on the same port. */
  restart(): Promise<void>;
}

const binds: ReadonlySet<number> = new Set([0x01, 0x02, 0x09]);

/** Opens it; `script` gets every unit that is no bind, unless it takes binds too. */
export async function openScriptedSmsc(
  script: (unit: Received) => void,
  { takesBinds = false }: { takesBinds?: boolean } = {},
): Promise<ScriptedSmsc> {
  const received: Pdu[] = [];
  const sockets = new Set<Socket>();
  let server: Server;
  let port = 0;

  const serve = (socket: Socket): void => {
    const framer = createFramer();
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk: Buffer) => {
      for (const pdu of framer.push(chunk) ?? []) {
        // A copy: the buffer of the stream is used again.
        received.push({ ...pdu, body: Buffer.from(pdu.body) });
        const answer = (status = 0, body = Buffer.from("id\0")) =>
          socket.write(writePdu(responseTo(pdu, status, status === 0 ? body : Buffer.alloc(0))));
        if (binds.has(pdu.command) && !takesBinds) answer(0, Buffer.from("SMSC\0"));
        else script({ ...pdu, socket, answer });
      }
    });
  };

  const listen = () =>
    new Promise<void>((resolve, reject) => {
      server = createServer(serve);
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => {
        const address = server.address();
        port = typeof address === "object" && address !== null ? address.port : 0;
        resolve();
      });
    });

  const kill = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.resetAndDestroy();
    });

  await listen();
  return {
    get port() {
      return port;
    },
    received,
    sockets,
    kill,
    restart: listen,
    [Symbol.asyncDispose]: kill,
  };
}
