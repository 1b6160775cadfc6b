import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";

/** Stands before the simulator, which takes every message; only what it answers is spoilt. */
export interface OddAnswers {
  readonly port: number;
  stop(): void;
}

type Play = (response: ServerResponse, answer: string) => void;

const json = { "content-type": "application/json" } as const;
const tenMiB = `{"sid":"${"a".repeat(10 * 1024 * 1024)}"}`;
/** Some 50 KB that become 50 MB. */
const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, " "));

/** By the last two digits of the recipient. None of them says that the message was taken. */
export const oddPlays: Readonly<Record<string, Play>> = {
  // One byte each 100 ms: there is always progress, and no end.
  "01": (response, answer) => {
    response.writeHead(201, { ...json, "content-length": String(answer.length) });
    let sent = 0;
    const timer = setInterval(() => response.write(answer[sent++] ?? " "), 100);
    response.on("close", () => clearInterval(timer));
  },
  "02": (response) => void response.writeHead(201, json).end(tenMiB),
  "03": (response) =>
    void response.writeHead(201, { ...json, "content-encoding": "gzip" }).end(bomb),
  "04": (response) => void response.writeHead(502).end("<html>Bad Gateway</html>"),
  "05": (response) => void response.writeHead(504).end(),
  "06": (response) => void response.socket?.end(),
  "07": (response) => void response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
  "08": (response) => void response.writeHead(200).end(),
  "09": (response) => void response.writeHead(307, { location: "/elsewhere" }).end(),
  "10": (response, answer) => {
    response.writeHead(201, { ...json, "content-length": String(answer.length) });
    response.write(answer.slice(0, answer.length / 2), () => response.socket?.resetAndDestroy());
  },
};

/** Starts before the simulator at `url`. A connection that is used again is dropped unanswered. */
export async function startOddAnswers(url: string): Promise<OddAnswers> {
  const used = new WeakSet<Socket>();
  const server = createServer(async (request, response) => {
    if (used.has(request.socket)) return void request.socket.resetAndDestroy();
    used.add(request.socket);
    const { answer, status, to } = await passOn(url, request);
    const play = oddPlays[to.slice(-2)];
    if (play) play(response, answer);
    else response.writeHead(status, json).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was assigned");
  return {
    port: address.port,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function passOn(url: string, request: IncomingMessage) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const reply = await fetch(url + request.url, {
    method: "POST",
    body,
    headers: {
      authorization: request.headers.authorization ?? "",
      "content-type": request.headers["content-type"] ?? "",
    },
    keepalive: false,
  });
  const to = new URLSearchParams(body).get("To") ?? "";
  return { answer: await reply.text(), status: reply.status, to };
}
