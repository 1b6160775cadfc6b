import type { CallbackPurpose, CallbackRequest } from "../callbacks/request.ts";
import type { OutboundSms, SmsProvider } from "../provider.ts";
import { createFrom, type SettingsInput } from "../providers/create-provider.ts";
import { signTwilio, type TwilioSettings, twilio } from "../providers/twilio/index.ts";

export const twilioToken = "0123456789abcdef0123456789abcdef";

/** Settings of an account whose values are invented. */
export const twilioInput = {
  accountSid: "AC00000000000000000000000000000001",
  authToken: twilioToken,
  sender: "NXDEMO",
  callbackUrl: "https://sms.example.test/in/twilio",
} satisfies SettingsInput<TwilioSettings>;

/** A client of the account, at `baseUrl` on loopback where one is given. */
export const twilioAt = (
  baseUrl?: string,
  settings: SettingsInput<TwilioSettings> = {},
): SmsProvider =>
  createFrom(twilio, {
    ...twilioInput,
    ...(baseUrl === undefined ? {} : { baseUrl, allowInsecureLoopback: true }),
    ...settings,
  });

export const twilioMessage: OutboundSms = {
  id: "5f0c1b6e-9a7d-4c2f-8e3b-1a0d9c8b7a65",
  to: "+84912345678",
  text: "Ma OTP cua ban la 482915",
  category: "otp",
};

/** The SID of a message of the account. */
export const twilioSid = "SM00000000000000000000000000000002";

/** What Twilio posts about a message, before anything is changed. */
export const reportFields = {
  AccountSid: twilioInput.accountSid,
  ApiVersion: "2010-04-01",
  From: "+15005550006",
  MessageSid: twilioSid,
  MessageStatus: "delivered",
  SmsSid: twilioSid,
  SmsStatus: "delivered",
  To: "+84912345678",
};

/** What Twilio posts when somebody writes. */
export const inboundFields = {
  AccountSid: twilioInput.accountSid,
  ApiVersion: "2010-04-01",
  Body: "Xin chào & cảm ơn",
  From: "+84912345678",
  MessageSid: twilioSid,
  NumMedia: "0",
  NumSegments: "1",
  SmsStatus: "received",
  To: "+15005550006",
};

/** Where and how a callback is made. */
export interface TwilioCall {
  readonly purpose?: CallbackPurpose;
  readonly query?: string;
  /** The URL that Twilio signs; the configured one, unless told otherwise. */
  readonly signedUrl?: string;
  readonly token?: string;
}

/** A callback as Twilio makes it: a signed form. It arrives under the address of an inner server. */
export function twilioCallback(
  fields: Readonly<Record<string, string>>,
  { purpose = "status", query = "", signedUrl, token = twilioToken }: TwilioCall = {},
): CallbackRequest {
  const url = signedUrl ?? `${twilioInput.callbackUrl}/${purpose}${query}`;
  return {
    purpose,
    method: "POST",
    url: `http://10.0.0.7:3000/in/twilio/${purpose}${query}`,
    headers: new Headers({
      "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
      host: "10.0.0.7:3000",
      "x-twilio-signature": signTwilio(token, url, Object.entries(fields)),
    }),
    body: new TextEncoder().encode(new URLSearchParams(fields).toString()),
  };
}
