import type { CpuTime } from "./meters.ts";

const mostWarmUp = 50_000;

/** Messages for each worker before those that count: by then code is compiled, statements are planned. */
export const warmUpFor = (messages: number): number => Math.min(messages, mostWarmUp);

/** What one life of all the messages came to. They are sent while others are still being accepted. */
export interface PeerRun {
  readonly name: string;
  readonly messages: number;
  readonly workers: number;
  /** From the first accept until all were QUEUED, with their event and work to do. */
  readonly acceptSeconds: number;
  /** From the first accept until all were DELIVERED: claimed, sent, recorded, reported. */
  readonly lifeSeconds: number;
  /** CPU time of all that took part in that time. */
  readonly cpu: CpuTime;
  /** PostgreSQL's write-ahead log in that time. */
  readonly walBytes: number;
}

/** What a peer is given. */
export interface PeerOptions {
  /** A server on which it makes a database of its own. */
  readonly databaseUrl: string;
  readonly messages: number;
  /** Processes that send. */
  readonly workers: 1 | 2;
}

/** Something that does the ledger's durable work with other means. */
export interface Peer {
  readonly name: string;
  run(options: PeerOptions): Promise<PeerRun>;
}

/** How an HTTP server of a peer works. */
export interface HttpOptions {
  readonly databaseUrl: string;
  /** `grouped`: one commit for the accepts that wait; `each`: one for every accept. */
  readonly accepts: "grouped" | "each";
  /** Processes that send what was accepted; with 0 it only accepts. */
  readonly workers: 0 | 1 | 2;
}

/** One HTTP request, as `http-client.ts` takes it. */
export interface HttpRequest {
  /** Method and path. */
  readonly head: string;
  readonly body?: string;
  /** Value of the header of that name. */
  readonly authorization?: string;
}

/** A running server that answers 202 once it has accepted, durably where the peer can. */
export interface HttpPeerServer {
  readonly url: string;
  /** How it is asked to send the n-th message. */
  request(n: number): HttpRequest;
  /** Resolves when so many are DELIVERED since it started. */
  until(delivered: number): Promise<void>;
  stop(): Promise<void>;
}

/** The same work, asked for over HTTP. */
export interface HttpPeer {
  readonly name: string;
  serve(options: HttpOptions): Promise<HttpPeerServer>;
}
