import { createServer, type Socket } from "node:net";

/** A request whose last byte has arrived. */
export interface ReceivedRequest {
  /** For example `POST /messages HTTP/1.1`. */
  readonly requestLine: string;
  /** Request line and headers as they came. */
  readonly head: string;
  readonly body: string;
}

/** A raw HTTP server on this machine. */
export interface Loopback extends Disposable {
  readonly url: string;
  /** Connections that were opened, with or without a request. */
  readonly connections: () => number;
  readonly requests: readonly ReceivedRequest[];
}

/** What the server does; the socket is raw, so that every fault of a network can be made. */
export interface LoopbackScript {
  connect?(socket: Socket): void;
  request?(socket: Socket, request: ReceivedRequest, index: number): void;
}

/** Starts a server that does what the script says, and nothing else. */
export async function openLoopback(script: LoopbackScript): Promise<Loopback> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    // The other side may be gone before a script has answered: that is what scripts are about.
    socket.on("error", () => undefined);
    script.connect?.(socket);
    let received = "";
    socket.on("data", (bytes) => {
      received += bytes.toString("latin1");
      for (let request = takeRequest(received); request; request = takeRequest(received)) {
        received = request.rest;
        requests.push(request);
        script.request?.(socket, request, requests.length - 1);
      }
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No TCP address");
  return {
    url: `http://127.0.0.1:${address.port}`,
    connections: () => connections,
    requests,
    [Symbol.dispose]: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function takeRequest(received: string): (ReceivedRequest & { rest: string }) | undefined {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = received.slice(0, end);
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
  const body = received.slice(end + 4, end + 4 + length);
  if (body.length < length) return undefined;
  return {
    requestLine: head.slice(0, head.indexOf("\r\n")),
    head,
    body: Buffer.from(body, "latin1").toString("utf8"),
    rest: received.slice(end + 4 + length),
  };
}

/** A complete HTTP/1.1 answer that leaves the connection open. */
export function httpAnswer(
  status: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const bytes = Buffer.from(body);
  const lines = Object.entries({ "Content-Length": String(bytes.length), ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Status\r\n${head}\r\n`), bytes]);
}
