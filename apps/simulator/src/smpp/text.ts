import { isGsm, partsOf } from "../gsm7.ts";
import { fromGsm, toGsm } from "./gsm.ts";

/** SMPP 3.4, section 5.2.19: the codings that a phone's text comes in. */
export const codings = { default: 0, ascii: 1, latin1: 3, ucs2: 8 } as const;

/** The text of a message body. The default alphabet is GSM 03.38 with one septet per octet. */
export function decodeText(bytes: Buffer, dataCoding: number): string {
  if (dataCoding === codings.ascii) return bytes.toString("ascii");
  if (dataCoding === codings.latin1) return bytes.toString("latin1");
  if (dataCoding !== codings.ucs2) return fromGsm(bytes);
  const whole = Buffer.from(bytes.subarray(0, bytes.length & ~1));
  return whole.swap16().toString("utf16le");
}

/** A text as it goes over the air: one body, or several that a phone joins again. */
export interface Encoded {
  dataCoding: number;
  /** Without a header. */
  parts: Buffer[];
}

/** Encodes a text in the default alphabet if that has all of its characters, else in UCS-2. */
export function encodeText(text: string): Encoded {
  if (isGsm(text)) {
    return { dataCoding: codings.default, parts: partsOf(text, false).map(toGsm) };
  }
  const parts = partsOf(text, true).map((part) => Buffer.from(part, "utf16le").swap16());
  return { dataCoding: codings.ucs2, parts };
}
