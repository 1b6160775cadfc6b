import type { ReportFact, ReportStatus } from "../../callbacks/facts.ts";
import type { SendErrorCode } from "../../errors.ts";
import { readAddress } from "./address.ts";
import type { Delivery } from "./bodies.ts";
import { smppKind, tags } from "./constants.ts";
import { textOf } from "./fields.ts";
import { idOfReceipt } from "./message-id.ts";
import type { SmppSettings } from "./settings.ts";

/** States by number (parameter `message_state`, section 5.2.28). */
const byNumber: Readonly<Record<number, Word>> = {
  0: "SCHEDU",
  1: "ENROUT",
  2: "DELIV",
  3: "EXPIR",
  4: "DELET",
  5: "UNDEL",
  6: "ACCEP",
  7: "UNKNO",
  8: "REJEC",
  9: "SKIPP",
};

/** How the words of `stat` begin: they are cut to seven letters, and some SMSCs write them out. */
const words = {
  SCHEDU: { status: "submitted" },
  ENROUT: { status: "sent" },
  DELIV: { status: "delivered" },
  EXPIR: { status: "expired", error: "validity_expired" },
  DELET: { status: "failed", error: "cancelled" },
  UNDEL: { status: "failed", error: "delivery_failed" },
  FAIL: { status: "failed", error: "delivery_failed" },
  ACCEP: { status: "sent" },
  UNKNO: { status: "unknown" },
  REJEC: { status: "rejected", error: "blocked_recipient" },
  SKIPP: { status: "rejected", error: "blocked_recipient" },
} as const satisfies Record<string, { status: ReportStatus; error?: SendErrorCode }>;
type Word = keyof typeof words;

/**
 * Reads a receipt: parameters first, else the text, key by key, because every field of it is
 * missing somewhere. Its dates are in the SMSC's own time, and are not read.
 */
export function readReceipt(settings: SmppSettings, delivery: Delivery): ReportFact | undefined {
  const { parameters } = delivery;
  const text = receiptText(delivery);
  const id = textOf(parameters.get(tags.receiptedMessageId)) || field(text, "id");
  const state = parameters.get(tags.messageState)?.[0];
  const word = state === undefined ? wordOf(field(text, "stat")) : byNumber[state];
  if (!id || word === undefined) return undefined;
  const to = readAddress(delivery.source);
  const providerCode = errorNumber(delivery, text);
  return {
    ...factOf(settings, word, providerCode),
    providerMessageId: idOfReceipt(settings.messageIdBase, id),
    ...(to.startsWith("+") ? { to } : {}),
  };
}

/** What a state by its number means, as a query is answered with; `undefined` for unknown ones. */
export function stateFact(
  settings: SmppSettings,
  state: number,
): Pick<ReportFact, "status" | "error"> | undefined {
  const word = byNumber[state];
  return word && factOf(settings, word, undefined);
}

function factOf(
  { acceptedIsDelivered }: SmppSettings,
  word: Word,
  providerCode: string | undefined,
): Pick<ReportFact, "status" | "error"> {
  const meaning: { status: ReportStatus; error?: SendErrorCode } = words[word];
  const status = word === "ACCEP" && acceptedIsDelivered ? "delivered" : meaning.status;
  if (meaning.error === undefined) return { status };
  const code = providerCode === undefined ? {} : { providerCode };
  return { status, error: { code: meaning.error, provider: smppKind, ...code } };
}

/** Without the beginning of the message itself, which may hold anything. */
function receiptText({ shortMessage, parameters }: Delivery): string {
  const octets = shortMessage.length > 0 ? shortMessage : parameters.get(tags.messagePayload);
  return (octets?.toString("latin1") ?? "").replace(/\btext:.*$/is, "");
}

const field = (text: string, name: string): string | undefined =>
  new RegExp(`(?:^|\\s)${name}:\\s*([0-9A-Za-z_.-]{1,65})`, "i").exec(text)?.[1];

const isWord = (text: string): text is Word => Object.hasOwn(words, text);

function wordOf(stat = ""): Word | undefined {
  const upper = stat.toUpperCase();
  return Object.keys(words)
    .filter(isWord)
    .find((word) => upper.startsWith(word));
}

/** The network's own number: kept as it is, because every operator has its own table. */
function errorNumber({ parameters }: Delivery, text: string): string | undefined {
  const network = parameters.get(tags.networkErrorCode);
  if (network?.length === 3) return `${network[0]}:${network.readUInt16BE(1)}`;
  const err = field(text, "err");
  return err === undefined || /^0+$/.test(err) ? undefined : err;
}
