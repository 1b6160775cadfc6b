import { partsOf } from "../gsm7.ts";
import type { TwilioAccount } from "./accounts.ts";
import type { Order } from "./judge.ts";

/** A message as Twilio keeps it: the body of the 201, and of every later look at it. */
export interface Message {
  account_sid: string;
  api_version: string;
  body: string;
  /** RFC 2822, as all dates here. */
  date_created: string;
  date_sent: string | null;
  date_updated: string;
  direction: "outbound-api";
  error_code: number | null;
  error_message: string | null;
  from: string | null;
  messaging_service_sid: string | null;
  num_media: string;
  num_segments: string;
  price: string | null;
  price_unit: string;
  sid: string;
  status: string;
  subresource_uris: { media: string };
  to: string;
  uri: string;
}

/** A message that was just taken. With a Messaging Service, sender and segments come later. */
export function createMessage(order: Order, account: TwilioAccount, at: Date): Message {
  const sid = newSid("SM");
  const uri = `/2010-04-01/Accounts/${account.accountSid}/Messages/${sid}`;
  return {
    account_sid: account.accountSid,
    api_version: "2010-04-01",
    body: order.body,
    date_created: rfc2822(at),
    date_sent: null,
    date_updated: rfc2822(at),
    direction: "outbound-api",
    error_code: null,
    error_message: null,
    from: order.from ?? null,
    messaging_service_sid: order.service,
    num_media: "0",
    num_segments: order.service ? "0" : String(partsOf(order.body).length),
    price: null,
    price_unit: account.currency,
    sid,
    status: order.service ? "accepted" : "queued",
    subresource_uris: { media: `${uri}/Media.json` },
    to: order.to,
    uri: `${uri}.json`,
  };
}

/** A new identifier: two letters and 32 hex digits. */
export function newSid(prefix: string): string {
  return prefix + crypto.randomUUID().replaceAll("-", "");
}

/** Twilio's dates: `Fri, 02 Jan 2026 08:31:05 +0000`. */
export function rfc2822(date: Date): string {
  return date.toUTCString().replace("GMT", "+0000");
}
