import type { Socket } from "node:net";
import type { Account } from "./accounts.ts";
import { createLink, type Link } from "./link.ts";
import { commands, cString, type Pdu, readFields } from "./pdu.ts";
import { byteTlv, tags } from "./short-message.ts";
import { statuses } from "./statuses.ts";

const SYSTEM_ID = "SMSC";
const VERSION = 0x34;

/** What a bind allows: to send, to receive, or both. */
type Mode = "transmitter" | "receiver" | "transceiver";

const modes = new Map<number, Mode>([
  [commands.bind_transmitter, "transmitter"],
  [commands.bind_receiver, "receiver"],
  [commands.bind_transceiver, "transceiver"],
]);

/** A connection that is bound. */
export interface Session {
  account: Account;
  link: Link;
  canReceive: boolean;
}

/** Where a session takes what it does not know itself. */
export interface SessionHost {
  enquireLinkMs: number;
  findAccount(systemId: string): Account | undefined;
  /** How many sessions of the account are bound. */
  countBinds(account: Account): number;
  bound(session: Session): void;
  unbound(session: Session): void;
  /** Requests of a bound session that may send. May throw `Malformed`. */
  submit(session: Session, pdu: Pdu): void;
  query(session: Session, pdu: Pdu): void;
}

/** Serves one connection: bind, then requests, until `unbind` or the end of the connection. */
export function serveSession(socket: Socket, host: SessionHost): void {
  let session: Session | undefined;
  let canSend = false;

  const leave = () => {
    if (session) host.unbound(session);
    session = undefined;
  };

  const bind = (pdu: Pdu, mode: Mode) => {
    if (session) return link.respond(pdu, statuses.ALYBND);
    const fields = readFields(pdu.body);
    const account = host.findAccount(fields.cString());
    const refusal = admit(account, fields.cString());
    if (!account || refusal !== statuses.ROK) {
      link.respond(pdu, refusal);
      return link.end();
    }
    link.respond(
      pdu,
      statuses.ROK,
      Buffer.concat([cString(SYSTEM_ID), byteTlv(tags.scInterfaceVersion, VERSION)]),
    );
    canSend = mode !== "receiver";
    session = { account, link, canReceive: mode !== "transmitter" };
    host.bound(session);
  };

  const admit = (account: Account | undefined, password: string): number => {
    if (!account) return statuses.INVSYSID;
    if (account.password !== password) return statuses.INVPASWD;
    const { maxBinds = Number.POSITIVE_INFINITY } = account;
    return host.countBinds(account) < maxBinds ? statuses.ROK : statuses.ALYBND;
  };

  const request = (pdu: Pdu) => {
    const mode = modes.get(pdu.command);
    if (mode) return bind(pdu, mode);
    if (pdu.command === commands.unbind) {
      link.respond(pdu, session ? statuses.ROK : statuses.INVBNDSTS);
      leave();
      return link.end();
    }
    const serve = requests.get(pdu.command);
    if (!serve) return link.nack(pdu, statuses.INVCMDID);
    if (!session || !canSend) return link.respond(pdu, statuses.INVBNDSTS);
    serve(session, pdu);
  };

  const requests = new Map<number, (session: Session, pdu: Pdu) => void>([
    [commands.submit_sm, host.submit],
    [commands.query_sm, host.query],
    // A message is on its way to the phone as soon as it is taken.
    [commands.cancel_sm, (_, pdu) => link.respond(pdu, statuses.CANCELFAIL)],
  ]);

  const link = createLink(socket, host.enquireLinkMs, { request, closed: leave });
}
