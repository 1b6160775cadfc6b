import type { OutboundSms, SmsCategory } from "../../provider.ts";
import { statusCallbackUrl } from "./callback-query.ts";
import type { Fields } from "./client.ts";
import type { TwilioSettings } from "./settings.ts";

/** The traffic class that Twilio is told. */
const intents: Readonly<Record<SmsCategory, string>> = {
  otp: "otp",
  transactional: "notifications",
  promotional: "marketing",
};

/** Seconds that Twilio takes for `ValidityPeriod`. */
const validity = { least: 1, most: 36_000 };

/** The form fields of one message (resource Messages, action create). */
export function toFields(settings: TwilioSettings, message: OutboundSms): Fields {
  const { sender, messagingServiceSid, callbackUrl, smartEncoded } = settings;
  // A message's own sender goes out of the service where there is one; the default must not.
  const from = message.from ?? (messagingServiceSid === undefined ? sender : undefined);
  return {
    To: message.to,
    From: from,
    MessagingServiceSid: messagingServiceSid,
    Body: message.text,
    ValidityPeriod: validityOf(message),
    MessageIntent: intents[message.category],
    SmartEncoded: smartEncoded ? "true" : undefined,
    StatusCallback: callbackUrl && statusCallbackUrl(callbackUrl, message.attempt ?? message.id),
  };
}

function validityOf({ validitySeconds }: OutboundSms): string | undefined {
  if (validitySeconds === undefined) return undefined;
  const seconds = Math.min(Math.max(Math.floor(validitySeconds), validity.least), validity.most);
  return String(seconds);
}
