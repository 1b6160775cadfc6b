import { type Address, phoneAddress, senderAddress } from "./address.ts";
import { FieldReader, FieldWriter, type OptionalParameters } from "./fields.ts";
import type { Part } from "./parts.ts";
import type { SmppSettings } from "./settings.ts";

/** SMPP 3.4. The number is what an SMSC looks at first. */
const interfaceVersion = 0x34;

/** Body of a bind (section 4.1). */
export const bindBody = ({ systemId, password, systemType }: SmppSettings): Buffer =>
  new FieldWriter()
    .text(systemId)
    .text(password)
    .text(systemType)
    .byte(interfaceVersion)
    .byte(0)
    .byte(0)
    .text("")
    .toBuffer();

/** Who gets a part, from whom, and until when. */
export interface Envelope {
  readonly from: string;
  readonly to: string;
  readonly validitySeconds?: number;
}

/** Body of a submit (section 4.4.1), with a receipt asked for. */
export function submitBody({ from, to, validitySeconds }: Envelope, part: Part): Buffer {
  const writer = new FieldWriter().text("");
  writeAddress(writer, senderAddress(from));
  writeAddress(writer, phoneAddress(to));
  writer
    .byte(part.esmClass)
    .byte(0)
    .byte(0)
    .text("")
    .text(validitySeconds === undefined ? "" : relativeTime(validitySeconds))
    .byte(1)
    .byte(0)
    .byte(part.dataCoding)
    .byte(0)
    .octets(part.shortMessage);
  for (const [tag, value] of part.parameters) writer.parameter(tag, value);
  return writer.toBuffer();
}

/** Body of a query (section 4.8.1). */
export const queryBody = (messageId: string, from: string): Buffer =>
  writeAddress(new FieldWriter().text(messageId), senderAddress(from)).toBuffer();

const writeAddress = (writer: FieldWriter, { ton, npi, digits }: Address): FieldWriter =>
  writer.byte(ton).byte(npi).text(digits);

const mostSeconds = 30 * 24 * 3600;

/** `YYMMDDhhmmss000R`: so long from now (section 7.1.1.2). At most 30 days. */
export function relativeTime(seconds: number): string {
  const left = Math.min(Math.max(Math.floor(seconds), 1), mostSeconds);
  const parts = [left / 86_400, (left / 3600) % 24, (left / 60) % 60, left % 60];
  return `0000${parts.map((part) => String(Math.floor(part)).padStart(2, "0")).join("")}000R`;
}

/** What an SMSC brings (section 4.6.1). */
export interface Delivery {
  readonly source: Address;
  readonly destination: Address;
  readonly esmClass: number;
  readonly dataCoding: number;
  readonly shortMessage: Buffer;
  readonly parameters: OptionalParameters;
}

/** Reads a `deliver_sm`; throws `TruncatedBody` where it is cut short. */
export function readDelivery(body: Buffer): Delivery {
  const reader = new FieldReader(body);
  reader.text();
  const source = readAddressFields(reader);
  const destination = readAddressFields(reader);
  const esm = reader.byte();
  reader.byte();
  reader.byte();
  reader.text();
  reader.text();
  reader.byte();
  reader.byte();
  const coding = reader.byte();
  reader.byte();
  return {
    source,
    destination,
    esmClass: esm,
    dataCoding: coding,
    shortMessage: reader.octets(),
    parameters: reader.parameters(),
  };
}

function readAddressFields(reader: FieldReader): Address {
  const ton = reader.byte();
  const npi = reader.byte();
  return { ton, npi, digits: reader.text() };
}
