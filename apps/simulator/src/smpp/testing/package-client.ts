import { createRequire } from "node:module";

/** A PDU as the `smpp` package gives it. */
export interface PackagePdu {
  command: string;
  command_status: number;
  sequence_number: number;
  message_id?: string;
  message_state?: number;
  final_date?: Date | string | null;
  source_addr?: string;
  destination_addr?: string;
  source_addr_ton?: number;
  esm_class?: number;
  data_coding?: number;
  short_message?: { message: string; udh?: Buffer[] };
  receipted_message_id?: string;
  network_error_code?: Buffer;
  response(fields?: Fields): PackagePdu;
}

/** Fields of a PDU, by their names in the protocol. */
export type Fields = Record<string, string | number | Buffer | object>;

interface PackageSession {
  on(event: "connect" | "close", listener: () => void): void;
  on(event: "error", listener: (error: Error) => void): void;
  on(event: "pdu", listener: (pdu: PackagePdu) => void): void;
  send(pdu: PackagePdu, answered?: (pdu: PackagePdu) => void): boolean;
  destroy(): void;
  readonly socket: { write(bytes: Buffer): boolean };
}

interface Package {
  connect(options: { host: string; port: number }): PackageSession;
  readonly PDU: new (command: string, fields: Fields) => PackagePdu;
}

// The package has no types; these are the parts of it that are used here.
const smpp: Package = createRequire(import.meta.url)("smpp");

/** A session of the `smpp` package: a client that shares no code with the SMSC. */
export interface PackageClient {
  request(command: string, fields?: Fields): Promise<PackagePdu>;
  /** The same with a callback. */
  send(command: string, fields: Fields, answered: (pdu: PackagePdu) => void): void;
  /** Sends without an answer in mind. */
  write(bytes: Buffer): void;
  /** The `deliver_sm` that came, oldest first. */
  readonly received: PackagePdu[];
  /** Everything that came, in the order in which it did. */
  readonly commands: string[];
  /** The status that `deliver_sm` are answered with, one after another, then 0. */
  readonly answers: number[];
  readonly closed: Promise<void>;
  close(): void;
}

/** Connects. It answers `enquire_link` and `deliver_sm` unless told otherwise. */
export function connectPackage(
  port: number,
  { answersEnquireLink = true, answersDeliver = true } = {},
): Promise<PackageClient> {
  const session = smpp.connect({ host: "127.0.0.1", port });
  const closed = Promise.withResolvers<void>();
  const received: PackagePdu[] = [];
  const commands: string[] = [];
  const answers: number[] = [];
  session.on("close", closed.resolve);
  session.on("pdu", (pdu) => {
    commands.push(pdu.command);
    if (pdu.command === "enquire_link" && answersEnquireLink) session.send(pdu.response());
    if (pdu.command !== "deliver_sm") return;
    received.push(pdu);
    if (answersDeliver) session.send(pdu.response({ command_status: answers.shift() ?? 0 }));
  });
  const send: PackageClient["send"] = (command, fields, answered) => {
    session.send(new smpp.PDU(command, fields), answered);
  };
  const client: PackageClient = {
    send,
    request: (command, fields = {}) => new Promise((resolve) => send(command, fields, resolve)),
    write: (bytes) => void session.socket.write(bytes),
    received,
    commands,
    answers,
    closed: closed.promise,
    close: () => session.destroy(),
  };
  return new Promise((resolve, reject) => {
    session.on("error", reject);
    session.on("connect", () => resolve(client));
  });
}
