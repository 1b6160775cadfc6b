import { cString, Malformed, readFields, tlv } from "./pdu.ts";

/** Optional parameters by their tags (SMPP 3.4, section 5.3.2). */
export const tags = {
  receiptedMessageId: 0x001e,
  sarReference: 0x020c,
  sarTotal: 0x020e,
  sarNumber: 0x020f,
  scInterfaceVersion: 0x0210,
  networkErrorCode: 0x0423,
  messagePayload: 0x0424,
  messageState: 0x0427,
} as const;

/** Bits of `esm_class` (section 5.2.12). */
export const esmClasses = { receipt: 0x04, udh: 0x40 } as const;

/** An address with its type of number and numbering plan. */
export interface Address {
  ton: number;
  npi: number;
  address: string;
}

/** Which part of which long text. */
export interface Part {
  reference: number;
  /** From 1. */
  number: number;
  total: number;
}

/** The fields of `submit_sm` that this SMSC looks at. */
export interface Submitted {
  source: Address;
  destination: Address;
  registeredDelivery: number;
  dataCoding: number;
  /** Of the text alone: without a user data header. */
  bytes: Buffer;
  part?: Part;
}

/** Reads the body of a `submit_sm` (section 4.4.1). */
export function readSubmit(body: Buffer): Submitted {
  const fields = readFields(body);
  const address = () => ({ ton: fields.byte(), npi: fields.byte(), address: fields.cString() });
  fields.cString(); // service_type
  const source = address();
  const destination = address();
  const esmClass = fields.byte();
  fields.bytes(2); // protocol_id, priority_flag
  fields.cString(); // schedule_delivery_time
  fields.cString(); // validity_period
  const registeredDelivery = fields.byte();
  fields.byte(); // replace_if_present_flag
  const dataCoding = fields.byte();
  fields.byte(); // sm_default_msg_id
  const short = fields.bytes(fields.byte());
  const tlvs = fields.tlvs();
  const whole = short.length > 0 ? short : (tlvs.get(tags.messagePayload) ?? short);
  const { bytes, part } = esmClass & esmClasses.udh ? readHeader(whole) : { bytes: whole };
  const submitted = { source, destination, registeredDelivery, dataCoding, bytes };
  const place = part ?? readSar(tlvs);
  return place ? { ...submitted, part: place } : submitted;
}

/** The user data header in front of a text (3GPP TS 23.040, section 9.2.3.24). */
function readHeader(whole: Buffer): { bytes: Buffer; part?: Part } {
  const length = whole[0] ?? 0;
  if (length + 1 > whole.length) throw new Malformed("user data header");
  const bytes = whole.subarray(length + 1);
  const header = whole.subarray(1, length + 1);
  for (let at = 0; at + 2 <= header.length; at += 2 + header.readUInt8(at + 1)) {
    const value = header.subarray(at + 2, at + 2 + header.readUInt8(at + 1));
    if (header[at] === 0x00 && value.length === 3) {
      return { bytes, part: toPart(value.readUInt8(0), value.subarray(1)) };
    }
    if (header[at] === 0x08 && value.length === 4) {
      return { bytes, part: toPart(value.readUInt16BE(0), value.subarray(2)) };
    }
  }
  return { bytes };
}

const toPart = (reference: number, [total = 0, number = 0]: Buffer): Part => ({
  reference,
  number,
  total,
});

function readSar(tlvs: Map<number, Buffer>): Part | undefined {
  const reference = tlvs.get(tags.sarReference);
  const total = tlvs.get(tags.sarTotal)?.[0];
  const number = tlvs.get(tags.sarNumber)?.[0];
  if (reference?.length !== 2 || total === undefined || number === undefined) return undefined;
  return { reference: reference.readUInt16BE(0), number, total };
}

/** What a `deliver_sm` brings: a receipt, or (a part of) a message from a phone. */
export interface Delivery {
  source: Address;
  destination: Address;
  esmClass: number;
  dataCoding: number;
  bytes: Buffer;
  /** Encoded. */
  tlvs?: Buffer[];
}

/** The body of a `deliver_sm` (section 4.6.1). */
export function writeDeliver(delivery: Delivery): Buffer {
  const { source, destination, esmClass, dataCoding, bytes, tlvs = [] } = delivery;
  return Buffer.concat([
    cString(""), // service_type
    writeAddress(source),
    writeAddress(destination),
    Buffer.from([esmClass, 0, 0]), // and protocol_id, priority_flag
    cString(""), // schedule_delivery_time
    cString(""), // validity_period
    Buffer.from([0, 0, dataCoding, 0, bytes.length]), // registered_delivery, replace_if_present_flag …
    bytes,
    ...tlvs,
  ]);
}

const writeAddress = ({ ton, npi, address }: Address): Buffer =>
  Buffer.concat([Buffer.from([ton, npi]), cString(address)]);

/** A user data header that says which part this is, with an 8-bit reference. */
export const partHeader = ({ reference, number, total }: Part): Buffer =>
  Buffer.from([5, 0, 3, reference & 0xff, total, number]);

/** A number or name as SMPP writes it: international without the plus sign, short code, or name. */
export function toAddress(text: string): Address {
  if (/^\+\d+$/.test(text)) return { ton: 1, npi: 1, address: text.slice(1) };
  if (/^\d+$/.test(text)) return { ton: 3, npi: 0, address: text };
  return { ton: 5, npi: 0, address: text };
}

/** Body of an optional parameter that holds one octet. */
export const byteTlv = (tag: number, value: number): Buffer => tlv(tag, Buffer.from([value]));
