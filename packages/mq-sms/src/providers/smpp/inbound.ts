import type { InboundFact, InboundPart } from "../../callbacks/facts.ts";
import { readAddress } from "./address.ts";
import { fromGsmOctets, fromUcs2Octets } from "./alphabet.ts";
import type { Delivery } from "./bodies.ts";
import { dataCoding, esmClass, tags } from "./constants.ts";
import type { SmppSettings } from "./settings.ts";

/** Reads a message from a phone; `undefined` for what is no text (binary, an unknown coding). */
export function readInbound(
  { alphabet }: Pick<SmppSettings, "alphabet">,
  delivery: Delivery,
): InboundFact | undefined {
  const { header, octets } = splitHeader(delivery);
  const text = textOf(alphabet, delivery.dataCoding, octets);
  if (text === undefined) return undefined;
  const part = partOfHeader(header) ?? partOfParameters(delivery);
  return {
    from: readAddress(delivery.source),
    to: delivery.destination.digits,
    text,
    ...(part && { part }),
  };
}

function splitHeader({ esmClass: esm, shortMessage, parameters }: Delivery) {
  const all = shortMessage.length > 0 ? shortMessage : parameters.get(tags.messagePayload);
  const bytes = all ?? Buffer.alloc(0);
  const end = (esm & esmClass.userDataHeader) === 0 ? 0 : (bytes[0] ?? 0) + 1;
  return { header: bytes.subarray(0, end), octets: bytes.subarray(end) };
}

function textOf(alphabet: SmppSettings["alphabet"], coding: number, octets: Buffer) {
  switch (coding) {
    case dataCoding.defaultAlphabet:
      return alphabet === "latin1" ? octets.toString("latin1") : fromGsmOctets(octets);
    case dataCoding.ia5:
    case dataCoding.latin1:
      return octets.toString("latin1");
    case dataCoding.ucs2:
      return fromUcs2Octets(octets);
    default:
      return undefined;
  }
}

/** The elements 0 and 8 of a user data header (3GPP TS 23.040, 9.2.3.24). */
function partOfHeader(header: Buffer): InboundPart | undefined {
  for (let at = 1; at + 2 <= header.length; at += 2 + (header[at + 1] ?? 0)) {
    const element = header.subarray(at + 2, at + 2 + (header[at + 1] ?? 0));
    if (header[at] === 0x00 && element.length === 3) {
      return partOf(String(element[0]), element[1], element[2]);
    }
    if (header[at] === 0x08 && element.length === 4) {
      return partOf(String(element.readUInt16BE(0)), element[2], element[3]);
    }
  }
  return undefined;
}

function partOfParameters({ parameters }: Delivery): InboundPart | undefined {
  const reference = parameters.get(tags.sarReference);
  if (reference?.length !== 2) return undefined;
  const total = parameters.get(tags.sarTotal)?.[0];
  const number = parameters.get(tags.sarNumber)?.[0];
  return partOf(String(reference.readUInt16BE(0)), total, number);
}

function partOf(reference: string, total = 0, number = 0): InboundPart | undefined {
  return total > 1 && number >= 1 && number <= total ? { reference, number, total } : undefined;
}
