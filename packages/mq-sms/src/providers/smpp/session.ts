import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { rejected } from "../../outcome.ts";
import type { SendRejected } from "../../provider.ts";
import { bindBody } from "./bodies.ts";
import { hexOf, smppStatuses } from "./codes.ts";
import { commands, responseBit, smppKind, statuses } from "./constants.ts";
import { createFramer, isResponse, nackTo, type Pdu, responseTo, writePdu } from "./pdu.ts";
import type { SmppSettings } from "./settings.ts";

/** What became of a request that was written. Without a response nobody knows whether it was read. */
export type Reply =
  | { readonly kind: "response"; readonly status: number; readonly body: Buffer }
  | { readonly kind: "lost"; readonly code: "timeout" | "connection_lost" };

/** One bound connection. It ends once, and with it every request that is open. */
export interface Session {
  /** Whether a request would be written: nothing is after a good-bye, though answers may still come. */
  isOpen(): boolean;
  /** Writes a request at once. Requests that are never answered are lost after the timeout. */
  request(command: number, body: Buffer): Promise<Reply>;
  /** Resolves when the connection has ended. */
  readonly ended: Promise<void>;
  /** Waits for the responses that are due, says good-bye, and disconnects. */
  unbind(): Promise<void>;
}

/** Takes what the SMSC brings, and returns the status with which it is answered. */
export type OnDeliver = (body: Buffer) => Promise<number>;

const unbindTimeoutMs = 5000;
const lastSequence = 0x7fffffff;

/** Connects and binds. Whatever fails here, no message was sent. */
export async function openSession(
  settings: SmppSettings,
  onDeliver: OnDeliver | undefined,
): Promise<Session | SendRejected> {
  const socket = await connect(settings);
  if (socket === undefined) return rejected(smppKind, "unavailable");
  const session = startSession(socket, settings, onDeliver);
  // Without somebody who takes deliveries none may come: an acknowledged one would be lost.
  const command = onDeliver === undefined ? commands.bindTransmitter : commands.bindTransceiver;
  const limit = setTimeout(() => socket.destroy(), settings.bindTimeoutMs);
  const reply = await session.request(command, bindBody(settings));
  clearTimeout(limit);
  if (reply.kind === "response" && reply.status === statuses.ok) return session;
  socket.destroy();
  if (reply.kind === "lost") return rejected(smppKind, "unavailable");
  const known = smppStatuses[reply.status];
  const code = known?.outcome === "rejected" ? known.error : "unavailable";
  return rejected(smppKind, code, { providerCode: hexOf(reply.status) });
}

function connect({ host, port, tls, bindTimeoutMs }: SmppSettings): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    // A certificate is checked against the host; an address has no name to ask for (SNI).
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const socket = tls
      ? connectTls({ host, port, ...servername }, () => settle(socket))
      : connectTcp({ host, port }, () => settle(socket));
    const settle = (result: Socket | undefined) => {
      clearTimeout(limit);
      if (result === undefined) socket.destroy();
      resolve(result);
    };
    const limit = setTimeout(() => settle(undefined), bindTimeoutMs);
    socket.setNoDelay(true);
    // Stays for the whole life of the socket: what it ends with is seen as its close.
    socket.on("error", () => settle(undefined));
    socket.once("close", () => settle(undefined));
  });
}

/** A request without its response. */
interface Open {
  readonly command: number;
  readonly settle: (reply: Reply) => void;
}

function startSession(
  socket: Socket,
  settings: SmppSettings,
  onDeliver: OnDeliver | undefined,
): Session {
  const framer = createFramer();
  const open = new Map<number, Open>();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let isOpen = true;
  let isDrained = () => {};
  let farewell: ReturnType<typeof setTimeout> | undefined;
  let sequence = 0;

  const write = (pdu: Pdu): void => {
    if (isOpen) socket.write(writePdu(pdu));
  };

  function request(command: number, body: Buffer): Promise<Reply> {
    return new Promise((resolve) => {
      if (!isOpen) return resolve({ kind: "lost", code: "connection_lost" });
      sequence = sequence === lastSequence ? 1 : sequence + 1;
      const own = sequence;
      const settle = (reply: Reply) => {
        clearTimeout(timer);
        open.delete(own);
        if (open.size === 0) isDrained();
        resolve(reply);
      };
      const lose = () => settle({ kind: "lost", code: "timeout" });
      const timer = setTimeout(lose, settings.responseTimeoutMs);
      open.set(own, { command, settle });
      write({ command, status: statuses.ok, sequence: own, body });
    });
  }

  function settleResponse({ command, status, sequence: answered, body }: Pdu): void {
    // One that nobody waits for is late, or answers an earlier connection.
    const waiting = open.get(answered);
    if (waiting === undefined) {
      if (command === commands.genericNack && answered === 0) socket.destroy();
      return;
    }
    const fits =
      command === commands.genericNack || command === (waiting.command | responseBit) >>> 0;
    if (fits) waiting.settle({ kind: "response", status, body });
  }

  async function answer(pdu: Pdu): Promise<void> {
    switch (pdu.command) {
      case commands.enquireLink:
        return write(responseTo(pdu, statuses.ok));
      case commands.deliverShortMessage: {
        const status = (await onDeliver?.(pdu.body)) ?? statuses.temporaryFailure;
        // The body of the response is one empty text.
        return write(responseTo(pdu, status, Buffer.alloc(1)));
      }
      case commands.unbind:
        write(responseTo(pdu, statuses.ok));
        // What is open may still be answered; what was written from now on would never leave.
        isOpen = false;
        socket.end();
        farewell = setTimeout(() => socket.destroy(), unbindTimeoutMs);
        return;
      default:
        return write(nackTo(pdu, statuses.invalidCommand));
    }
  }

  socket.on("data", (chunk: Buffer) => {
    const units = framer.push(chunk);
    // After a length that cannot be true nothing in the stream can be trusted.
    if (units === undefined) socket.destroy();
    for (const pdu of units ?? []) {
      if (isResponse(pdu)) settleResponse(pdu);
      else void answer(pdu);
    }
  });

  /** A connection that is half open looks well: only an answer proves that somebody is there. */
  const alive = setInterval(async () => {
    const reply = await request(commands.enquireLink, Buffer.alloc(0));
    if (reply.kind === "lost") socket.destroy();
  }, settings.enquireLinkSeconds * 1000);

  const finish = () => {
    isOpen = false;
    clearInterval(alive);
    clearTimeout(farewell);
    for (const { settle } of [...open.values()]) settle({ kind: "lost", code: "connection_lost" });
    end();
  };
  socket.once("close", finish);
  // The SMSC has said its last word; what it has not answered will stay unanswered.
  socket.once("end", () => socket.destroy());
  if (socket.destroyed) finish();

  return {
    isOpen: () => isOpen,
    request,
    ended,
    async unbind() {
      await new Promise<void>((resolve) => {
        isDrained = resolve;
        if (open.size === 0) resolve();
      });
      const limit = setTimeout(() => socket.destroy(), unbindTimeoutMs);
      await request(commands.unbind, Buffer.alloc(0));
      clearTimeout(limit);
      socket.destroy();
      await ended;
    },
  };
}
