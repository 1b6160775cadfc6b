/**
 * The frames of SMPP 3.4 (section 3.2) and the field types of their bodies (section 3.1). Written
 * here rather than taken from the `smpp` package, which the tests use as a client: a mistake that
 * both ends shared would not be seen.
 */

/** Command ids; a response has the highest bit set. */
export const commands = {
  bind_receiver: 0x01,
  bind_transmitter: 0x02,
  query_sm: 0x03,
  submit_sm: 0x04,
  deliver_sm: 0x05,
  unbind: 0x06,
  cancel_sm: 0x08,
  bind_transceiver: 0x09,
  enquire_link: 0x15,
  generic_nack: 0x80000000,
} as const;

const RESPONSE = 0x80000000;

/** Whether a command id is that of a response. */
export const isResponse = (command: number): boolean => command >= RESPONSE;

/** The command id of the response to a request. */
export const responseTo = (command: number): number => command + RESPONSE;

/** One protocol data unit. */
export interface Pdu {
  command: number;
  status: number;
  sequence: number;
  body: Buffer;
}

const HEAD = 16;

/** What a frame may hold at most: a `message_payload` of 64 KiB, and the fields before it. */
const MAX_LENGTH = 70_000;

/** The bytes cannot be what the protocol says: the length, or a field that goes past the end. */
export class Malformed extends Error {}

/** A PDU as bytes. */
export function encodePdu({ command, status, sequence, body }: Pdu): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD + body.length);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(command, 4);
  bytes.writeUInt32BE(status, 8);
  bytes.writeUInt32BE(sequence, 12);
  body.copy(bytes, HEAD);
  return bytes;
}

/** Cuts a stream into PDUs, wherever its chunks end. Throws {@link Malformed} for a wrong length. */
export function createPduReader(): (chunk: Buffer) => Pdu[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const pdus: Pdu[] = [];
    let at = 0;
    while (bytes.length - at >= 4) {
      const length = bytes.readUInt32BE(at);
      if (length < HEAD || length > MAX_LENGTH) throw new Malformed("command_length");
      if (bytes.length - at < length) break;
      pdus.push({
        command: bytes.readUInt32BE(at + 4),
        status: bytes.readUInt32BE(at + 8),
        sequence: bytes.readUInt32BE(at + 12),
        body: Buffer.from(bytes.subarray(at + HEAD, at + length)), // else it would keep the chunk alive
      });
      at += length;
    }
    rest = Buffer.from(bytes.subarray(at));
    return pdus;
  };
}

/** Reads the fields of a body in their order. Each throws {@link Malformed} past the end. */
export interface FieldReader {
  byte(): number;
  /** Bytes up to a NUL, as Latin-1. */
  cString(): string;
  bytes(length: number): Buffer;
  /** All that is left, by tag. */
  tlvs(): Map<number, Buffer>;
}

/** Starts at the first field. */
export function readFields(body: Buffer): FieldReader {
  let at = 0;
  const bytes = (length: number) => {
    if (at + length > body.length) throw new Malformed("body");
    at += length;
    return body.subarray(at - length, at);
  };
  return {
    bytes,
    byte: () => bytes(1).readUInt8(0),
    cString() {
      const end = body.indexOf(0, at);
      if (end < 0) throw new Malformed("body");
      const text = body.toString("latin1", at, end);
      at = end + 1;
      return text;
    },
    tlvs() {
      const found = new Map<number, Buffer>();
      while (at < body.length) {
        const tag = bytes(2).readUInt16BE(0);
        found.set(tag, bytes(bytes(2).readUInt16BE(0)));
      }
      return found;
    },
  };
}

/** Text with the NUL that ends it. */
export const cString = (text: string): Buffer => Buffer.from(`${text}\0`, "latin1");

/** An optional parameter. */
export function tlv(tag: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(tag, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
}
