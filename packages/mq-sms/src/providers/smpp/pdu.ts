import { commands, responseBit } from "./constants.ts";

/** One protocol data unit: the four numbers of its head, and its body. (SMPP 3.4, section 3.2) */
export interface Pdu {
  readonly command: number;
  readonly status: number;
  readonly sequence: number;
  readonly body: Buffer;
}

const headBytes = 16;

/** Longer ones are no messages: the stream has lost its borders. */
export const maxPduBytes = 64 * 1024;

/** Writes a unit as it goes over the wire. */
export function writePdu({ command, status, sequence, body }: Pdu): Buffer {
  const bytes = Buffer.allocUnsafe(headBytes + body.length);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(command, 4);
  bytes.writeUInt32BE(status, 8);
  bytes.writeUInt32BE(sequence, 12);
  body.copy(bytes, headBytes);
  return bytes;
}

/** The response to a unit; one with an error has no body. */
export const responseTo = (
  { command, sequence }: Pdu,
  status: number,
  body = Buffer.alloc(0),
): Pdu => ({ command: (command | responseBit) >>> 0, status, sequence, body });

/** The answer to what is no command that we know. */
export const nackTo = ({ sequence }: Pdu, status: number): Pdu => ({
  command: commands.genericNack,
  status,
  sequence,
  body: Buffer.alloc(0),
});

export const isResponse = ({ command }: Pdu): boolean => (command & responseBit) !== 0;

/** Finds the units in a stream that may be cut anywhere. */
export interface Framer {
  /** The units that are complete now; `undefined` once a length cannot be true. */
  push(chunk: Buffer): Pdu[] | undefined;
}

export function createFramer(): Framer {
  let rest: Buffer = Buffer.alloc(0);
  return {
    push(chunk) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const units: Pdu[] = [];
      let start = 0;
      while (rest.length - start >= headBytes) {
        const length = rest.readUInt32BE(start);
        if (length < headBytes || length > maxPduBytes) return undefined;
        if (rest.length - start < length) break;
        units.push(readPdu(rest.subarray(start, start + length)));
        start += length;
      }
      // A copy, so that a long stream does not keep its beginning in memory.
      rest = Buffer.from(rest.subarray(start));
      return units;
    },
  };
}

const readPdu = (bytes: Buffer): Pdu => ({
  command: bytes.readUInt32BE(4),
  status: bytes.readUInt32BE(8),
  sequence: bytes.readUInt32BE(12),
  body: bytes.subarray(headBytes),
});
