import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { untilAborted } from "../wait.ts";

/** One HTTP request, with the body still on the wire until {@link Call.readText} is called. */
export interface Call {
  method: string;
  url: URL;
  /** Path parameters of the matched route, decoded. */
  params: Record<string, string>;
  headers: Headers;
  /** Reads the whole body as UTF-8; rejects with {@link BodyTooLarge} above 1 MiB. */
  readText(): Promise<string>;
  /** Aborted when the client has left or the server stops. */
  gone: AbortSignal;
  /** Settles when the answer is out, or cannot be any more. */
  answered: Promise<void>;
}

/** `"reset"` drops the connection with a TCP RST instead of answering. */
export type Reply = Response | "reset";

/** Answers one call. */
export type Handler = (call: Call) => Reply | Promise<Reply>;

/** The body passed the limit of 1 MiB. */
export class BodyTooLarge extends Error {}

const BODY_LIMIT = 1024 * 1024;

/**
 * Serves `handle` on one port. `node:http` rather than `Bun.serve`, because only its sockets can be
 * reset: a real RST is what a client has to survive.
 */
export async function listen(
  handle: Handler,
  port: number,
  hostname: string,
  stopping: AbortSignal,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const left = new AbortController();
    response.on("close", () => left.abort());
    const gone = AbortSignal.any([left.signal, stopping]);
    const answered = new Promise<void>((resolve) => {
      response.once("finish", resolve);
      response.once("close", resolve);
    });
    const reply = await handle(toCall(request, gone, answered));
    await write(response, reply, gone);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, resolve);
  });
  return { port: portOf(server), close: () => close(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on TCP");
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function toCall(request: IncomingMessage, gone: AbortSignal, answered: Promise<void>): Call {
  const target = request.url ?? "/";
  return {
    method: request.method ?? "GET",
    // Joined, not resolved: `//` is a path here, and no valid URL by itself.
    url: new URL(`http://simulator${target.startsWith("/") ? "" : "/"}${target}`),
    params: {},
    headers: toHeaders(request),
    readText: () => readText(request),
    gone,
    answered,
  };
}

function toHeaders({ headers }: IncomingMessage): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(headers)) result.set(name, String(value));
  return result;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function write(response: ServerResponse, reply: Reply, gone: AbortSignal): Promise<void> {
  if (reply === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(reply.status, Object.fromEntries(reply.headers));
  if (reply.headers.get("content-type") === "text/event-stream") {
    await pipe(response, reply, gone);
  } else {
    response.end(Buffer.from(await reply.arrayBuffer()));
  }
}

async function pipe(response: ServerResponse, reply: Response, gone: AbortSignal): Promise<void> {
  const reader = reply.body?.getReader();
  untilAborted(gone).then(() => reader?.cancel());
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) break;
    response.write(chunk.value);
  }
  response.end();
}
