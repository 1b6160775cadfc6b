import type { Socket } from "bun";
import type { HttpRequest } from "./peer.ts";

/** A cheap HTTP/1.1 client: on two cores, `fetch` would cost as much as the server that it measures. */
export interface HttpClient {
  /** Sends one request and gives the status; as many at a time as there are connections. */
  request(request: HttpRequest): Promise<number>;
  close(): void;
}

interface Connection {
  readonly socket: Socket<undefined>;
  received: string;
  answer: (status: number) => void;
}

/**
 * Opens keep-alive connections to `url`. Answers must carry a `content-length`, as those of Bun,
 * Elysia and Kannel to small requests do.
 */
export async function openHttpClient(url: string, connections: number): Promise<HttpClient> {
  const { hostname, port, host } = new URL(url);
  const all = await Promise.all(
    Array.from({ length: connections }, () => connect(hostname, Number(port))),
  );
  const idle = [...all];
  return {
    async request({ head, authorization, body = "" }) {
      const connection = idle.pop();
      if (!connection) throw new Error("More requests at a time than connections");
      const length = Buffer.byteLength(body);
      const answered = new Promise<number>((resolve) => {
        connection.answer = resolve;
      });
      const bearer = authorization === undefined ? "" : `authorization: ${authorization}\r\n`;
      connection.socket.write(
        `${head} HTTP/1.1\r\nhost: ${host}\r\n${bearer}content-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`,
      );
      const status = await answered;
      idle.push(connection);
      return status;
    },
    close() {
      for (const { socket } of all) socket.end();
    },
  };
}

async function connect(hostname: string, port: number): Promise<Connection> {
  let connection: Connection | undefined;
  const socket = await Bun.connect<undefined>({
    hostname,
    port,
    socket: {
      data(_, chunk) {
        if (connection) receive(connection, chunk.toString("latin1"));
      },
      // 0 is no status: whoever waits learns that it was not answered.
      close: () => connection?.answer(0),
      error: () => connection?.answer(0),
    },
  });
  connection = { socket, received: "", answer: () => {} };
  return connection;
}

function receive(connection: Connection, chunk: string): void {
  connection.received += chunk;
  const { received } = connection;
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return;
  const length = Number(/content-length: *(\d+)/i.exec(received.slice(0, end))?.[1] ?? 0);
  if (received.length < end + 4 + length) return;
  connection.received = received.slice(end + 4 + length);
  connection.answer(Number(received.slice(9, 12)));
}
