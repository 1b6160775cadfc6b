import { toGsm } from "./gsm.ts";
import { cString, tlv } from "./pdu.ts";
import { byteTlv, esmClasses, type Submitted, tags, writeDeliver } from "./short-message.ts";

/** The states of a message: as a receipt spells them, and as `message_state` counts them. */
export const messageStates = {
  ENROUTE: 1,
  DELIVRD: 2,
  EXPIRED: 3,
  DELETED: 4,
  UNDELIV: 5,
  ACCEPTD: 6,
  UNKNOWN: 7,
  REJECTD: 8,
} as const;

/** A state as a receipt spells it. */
export type Stat = keyof typeof messageStates;

/** What a receipt tells. */
export interface Receipt {
  /** In the base that the account's receipts have. */
  id: string;
  stat: Stat;
  /** The network's error, three digits. */
  err: string;
  /** The text that the receipt is about; its first 20 characters are repeated. */
  text: string;
  submittedAt: Date;
  doneAt: Date;
}

const reachesPhone = (stat: Stat) => stat === "DELIVRD" || stat === "ACCEPTD";

/** Whether the message itself gets to the phone, by the receipts that are to come. */
export const isDelivered = (receipts: readonly { stat: Stat }[]): boolean =>
  receipts.length === 0 || receipts.some(({ stat }) => reachesPhone(stat));

/** Whether `registered_delivery` asks for it (section 5.2.17; 3 is of SMPP 5.0). */
export function isWanted(stat: Stat, registeredDelivery: number): boolean {
  const wish = registeredDelivery & 0b11;
  return wish === 1 || wish === (reachesPhone(stat) ? 3 : 2);
}

/** The body of the `deliver_sm`: the text of appendix B and the optional parameters that say the same. */
export function writeReceipt(receipt: Receipt, submitted: Submitted): Buffer {
  const { id, stat, err } = receipt;
  const failed = err !== "000" && /^\d{3}$/.test(err);
  return writeDeliver({
    source: submitted.destination,
    destination: submitted.source,
    esmClass: esmClasses.receipt,
    dataCoding: 0,
    bytes: toGsm(receiptText(receipt)),
    tlvs: [
      tlv(tags.receiptedMessageId, cString(id)),
      byteTlv(tags.messageState, messageStates[stat]),
      ...(failed ? [tlv(tags.networkErrorCode, networkError(Number(err)))] : []),
    ],
  });
}

function receiptText({ id, stat, err, text, submittedAt, doneAt }: Receipt): string {
  const delivered = reachesPhone(stat) ? "001" : "000";
  const start = [...text].slice(0, 20).join("");
  return (
    `id:${id} sub:001 dlvrd:${delivered} submit date:${toSmppTime(submittedAt).slice(0, 10)} ` +
    `done date:${toSmppTime(doneAt).slice(0, 10)} stat:${stat} err:${err} text:${start}`
  );
}

const GSM_NETWORK = 3;
const networkError = (code: number) => Buffer.from([GSM_NETWORK, code >> 8, code & 0xff]);

/** Absolute time in UTC (section 7.1.1): `YYMMDDhhmmss`, tenths, no offset. */
export const toSmppTime = (time: Date): string =>
  `${time.toISOString().replace(/\D/g, "").slice(2, 14)}000+`;
