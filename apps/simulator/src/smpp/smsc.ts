import { createServer, type Server, type Socket } from "node:net";
import { toE164 } from "../number.ts";
import type { Wait } from "../wait.ts";
import type { Account } from "./accounts.ts";
import { createInbox } from "./inbox.ts";
import type { Joined } from "./join-parts.ts";
import { createMessages, type Message, type SubmitRecord } from "./messages.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { type Session, type SessionHost, serveSession } from "./session.ts";
import type { Decision } from "./triggers.ts";

export type { Account } from "./accounts.ts";
export type { Joined } from "./join-parts.ts";
export type { Message, SubmitRecord } from "./messages.ts";
export type { Decision, PlannedReceipt } from "./triggers.ts";

/** How to start an SMSC. */
export interface SmscOptions {
  /** 0 takes a free port. */
  port: number;
  hostname: string;
  accounts: Account[];
  /** What to do with one `submit_sm`; the text is that of the part. */
  decide(message: Message): Decision;
  /** Takes what a phone shows: whole texts, parts joined, and only what is delivered. */
  deliver(message: Joined): void;
  /** Takes a record of each `submit_sm`: the truth from outside. */
  log(record: SubmitRecord): void;
  now: () => Date;
  /** Delays before answers and receipts. */
  wait: Wait;
  /** How often a peer is asked whether it is there; 30 s by default. */
  enquireLinkMs?: number;
}

/** A running SMSC. */
export interface Smsc {
  port: number;
  /**
   * A message from a phone. It goes to the account whose sender `to` is, else to the first that has
   * no sender of its own; `false` if there is none.
   */
  inbound(message: { from: string; to: string; text: string }): boolean;
  /** How many sessions are bound. */
  connections(): number;
  /** As a crash: resets every connection and stops listening. What was taken stays. */
  kill(): Promise<void>;
  /** Listens again, on the same port. */
  restart(): Promise<void>;
  /** Ends everything, waits included. */
  stop(): Promise<void>;
}

/** Starts an SMPP 3.4 message centre. */
export async function startSmsc(options: SmscOptions): Promise<Smsc> {
  const { hostname, accounts, wait, enquireLinkMs = 30_000 } = options;
  const stop = new AbortController();
  const sockets = new Set<Socket>();
  const sessions = new Set<Session>();
  const outboxes = new Map<Account, Outbox>(
    accounts.map((account) => [account, createOutbox(wait, stop.signal)]),
  );
  const bring = (account: Account, body: Buffer) => outboxes.get(account)?.add(body);
  const messages = createMessages({ ...options, stopping: stop.signal, bring });
  const inbox = createInbox(accounts, bring);

  const host: SessionHost = {
    enquireLinkMs,
    findAccount: (systemId) => accounts.find((account) => account.systemId === systemId),
    countBinds: (wanted) => [...sessions].filter(({ account }) => account === wanted).length,
    bound(session) {
      sessions.add(session);
      if (session.canReceive) outboxes.get(session.account)?.open(session.link);
    },
    unbound(session) {
      sessions.delete(session);
      outboxes.get(session.account)?.close(session.link);
    },
    submit: messages.submit,
    query: messages.query,
  };

  let server: Server;
  let port = options.port;
  const listen = async () => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      serveSession(socket, host);
    });
    port = await listenOn(server, port, hostname);
  };
  const kill = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.resetAndDestroy();
    await closed;
  };

  await listen();
  return {
    port,
    inbound: ({ from, to, text }) => inbox({ from: toE164(from) ?? from, to, text }),
    connections: () => sessions.size,
    kill,
    restart: listen,
    async stop() {
      stop.abort();
      await kill();
    },
  };
}

function listenOn(server: Server, port: number, hostname: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, () => {
      const address = server.address();
      if (address === null || typeof address === "string")
        reject(new Error("not listening on TCP"));
      else resolve(address.port);
    });
  });
}
