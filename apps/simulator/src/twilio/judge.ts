import type { TwilioAccount } from "./accounts.ts";

const MAX_TEXT = 1600;

/** A send that is in order. */
export interface Order {
  to: string;
  /** What the phone shows; picked by the service where there is one. */
  sender: string;
  from: string | undefined;
  service: string | null;
  body: string;
  statusCallback: string | undefined;
}

/** Numbers with a meaning of their own, as for test credentials. */
const magicFrom: Readonly<Record<string, string>> = {
  "+15005550001": "21212",
  "+15005550007": "21606",
  "+15005550008": "21611",
};
const magicTo: Readonly<Record<string, string>> = {
  "+15005550001": "21211",
  "+15005550002": "21612",
  "+15005550003": "21408",
  "+15005550004": "21610",
  "+15005550009": "21614",
};

/** Reads the parameters of a send, or says with which code it is refused. */
export function judge(form: URLSearchParams, account: TwilioAccount): Order | string {
  const to = form.get("To");
  const from = form.get("From") ?? undefined;
  const service = form.get("MessagingServiceSid");
  const body = form.get("Body");
  const statusCallback = form.get("StatusCallback") ?? undefined;
  if (!to) return "21604";
  if (!from && !service) return "21603";
  if (!/^\+[1-9]\d{6,14}$/.test(to)) return "21211";
  if (!body) return "21602";
  if (body.length > MAX_TEXT) return "21617";
  if (service && !Object.hasOwn(account.services, service)) return "21701";
  const refused = from && senderFault(from, account);
  if (refused) return refused;
  if (from === to) return "21266";
  if (statusCallback !== undefined && !isCallbackUrl(statusCallback)) return "21609";
  if (!isValidity(form.get("ValidityPeriod"))) return "21624";
  // There is no clock here that would send later, and at once would be wrong.
  if (form.has("SendAt") || form.has("ScheduleType")) return "35115";
  const sender = from ?? account.services[service ?? ""] ?? "";
  return magicTo[to] ?? { to, sender, from, service, body, statusCallback };
}

function senderFault(from: string, account: TwilioAccount): string | undefined {
  const magic = magicFrom[from];
  if (magic) return magic;
  if (!isNumber(from) && !/^(?=.*[A-Za-z])[A-Za-z0-9 &._+-]{1,11}$/.test(from)) return "21212";
  return account.senders.includes(from) ? undefined : "21606";
}

/** Whether a sender is a number or short code, which people can answer. */
export function isNumber(sender: string): boolean {
  return /^\+?\d{3,15}$/.test(sender);
}

/** Twilio refuses host names with an underscore. */
function isCallbackUrl(url: string): boolean {
  return /^https?:\/\/[^/?#_]+([/?#]|$)/.test(url) && URL.canParse(url);
}

function isValidity(seconds: string | null): boolean {
  return seconds === null || (/^\d{1,5}$/.test(seconds) && +seconds >= 1 && +seconds <= 36_000);
}
