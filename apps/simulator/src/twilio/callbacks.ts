import type { Callbacks, Retry } from "../callbacks/callbacks.ts";
import { partsOf } from "../gsm7.ts";
import type { TwilioAccount } from "./accounts.ts";
import { type Message, newSid } from "./message.ts";
import { signForm } from "./signature.ts";

/** Once more, and only where no connection was made: a 500 or silence is not repeated. */
const retry: Retry = (outcome, attempt) =>
  outcome === "unreachable" && attempt === 1 ? 0 : undefined;

type Form = Record<string, string>;

function post(
  callbacks: Callbacks,
  account: TwilioAccount,
  target: { url: string; purpose: "status" | "inbound"; messageId: string },
  form: Form,
): Promise<string | undefined> {
  // The fragment holds settings of the connection; neither wire nor signature sees it.
  const url = target.url.split("#")[0] ?? "";
  const headers = {
    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    "i-twilio-idempotency-token": crypto.randomUUID(),
    "x-twilio-signature": signForm(account.authToken, url, form),
  };
  const body = new URLSearchParams(form).toString();
  const call = { ...target, url, provider: "twilio", method: "POST", headers, body } as const;
  return callbacks.send(call, retry);
}

/** Tells the status of a message as it is now. */
export async function postStatus(
  callbacks: Callbacks,
  account: TwilioAccount,
  url: string,
  message: Message,
  status: string,
): Promise<void> {
  const target = { url, purpose: "status", messageId: message.sid } as const;
  const isFailure = status === "failed" || status === "undelivered";
  const error = isFailure && message.error_code ? { ErrorCode: String(message.error_code) } : {};
  const service = message.messaging_service_sid;
  await post(callbacks, account, target, {
    AccountSid: account.accountSid,
    ApiVersion: "2010-04-01",
    MessageSid: message.sid,
    SmsSid: message.sid,
    MessageStatus: status,
    SmsStatus: status,
    To: message.to,
    ...(message.from && { From: message.from }),
    ...(service && { MessagingServiceSid: service }),
    ...error,
  });
}

/** Brings a text that a phone sent; resolves with the texts that the answer wants sent back. */
export async function postInbound(
  callbacks: Callbacks,
  account: TwilioAccount,
  url: string,
  text: { from: string; to: string; body: string },
): Promise<string[]> {
  const sid = newSid("SM");
  const target = { url, purpose: "inbound", messageId: sid } as const;
  const twiml = await post(callbacks, account, target, {
    AccountSid: account.accountSid,
    ApiVersion: "2010-04-01",
    MessageSid: sid,
    SmsSid: sid,
    SmsMessageSid: sid,
    SmsStatus: "received",
    From: text.from,
    To: text.to,
    Body: text.body,
    NumMedia: "0",
    NumSegments: String(partsOf(text.body).length),
    FromCity: "",
    FromState: "",
    FromZip: "",
    FromCountry: "",
    ToCity: "",
    ToState: "",
    ToZip: "",
    ToCountry: "",
  });
  return textsOf(twiml ?? "");
}

/** The texts of `<Message>` elements. */
function textsOf(twiml: string): string[] {
  return [...twiml.matchAll(/<Message(?:\s[^>]*)?>([^<]*)<\/Message>/g)].map(([, text = ""]) =>
    text
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&apos;", "'")
      .replaceAll("&amp;", "&"),
  );
}
