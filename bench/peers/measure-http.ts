import { type LoadResult, load, round } from "../load.ts";
import { openHttpClient } from "./http-client.ts";
import { type HttpPeer, type HttpPeerServer, warmUpFor } from "./peer.ts";

const concurrency = 64;

/** What to measure over HTTP. */
export interface HttpLoad {
  readonly databaseUrl: string;
  readonly messages: number;
  readonly accepts: "grouped" | "each";
}

/** Single accepts, and nobody who sends. */
export async function measureAccepts(peer: HttpPeer, options: HttpLoad): Promise<LoadResult> {
  const server = await peer.serve({ ...options, workers: 0 });
  try {
    return await sendAll(server, options.messages, async () => {});
  } finally {
    await server.stop();
  }
}

/** What the whole path over HTTP came to: the load, and what was accepted and delivered a second. */
export interface WholePath extends LoadResult {
  readonly deliveredPerSecond: number;
}

/** Single accepts, while another process sends; the time ends with the last delivery report. */
export async function measureWholePath(peer: HttpPeer, options: HttpLoad): Promise<WholePath> {
  const server = await peer.serve({ ...options, workers: 1 });
  try {
    let seconds = Number.NaN;
    const result = await sendAll(server, options.messages, async (total, started) => {
      await server.until(total);
      seconds = (performance.now() - started) / 1000;
    });
    return { ...result, deliveredPerSecond: round(options.messages / seconds) };
  } finally {
    await server.stop();
  }
}

/** Sends a warm-up and then the messages; `settle` waits for what follows the accepts of both. */
async function sendAll(
  server: HttpPeerServer,
  messages: number,
  settle: (total: number, started: number) => Promise<void>,
): Promise<LoadResult> {
  const client = await openHttpClient(server.url, concurrency);
  const send = (n: number) => client.request(server.request(n));
  const warmUp = warmUpFor(messages);
  const numbers = Array.from({ length: warmUp + messages }, (_, n) => n);
  try {
    await load(numbers.slice(0, warmUp), concurrency, 202, send);
    await settle(warmUp, performance.now());
    const started = performance.now();
    const result = await load(numbers.slice(warmUp), concurrency, 202, send);
    if (result.ok !== messages) throw new Error(`Not accepted: ${result.others}`);
    await settle(warmUp + messages, started);
    return result;
  } finally {
    client.close();
  }
}
