import { type Static, Type } from "@sinclair/typebox";
import { httpBase } from "../../base-url.ts";
import { callbackUrlField } from "../../callbacks/callback-url.ts";

/** The settings of one Twilio account, or subaccount. */
export const twilioSettings = Type.Object(
  {
    ...httpBase("https://api.twilio.com"),
    accountSid: Type.String({
      pattern: "^AC[0-9a-f]{32}$",
      title: "Account SID",
      description: "Begins with AC. Messages are sent and billed under it.",
    }),
    authToken: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 128,
        secret: true,
        title: "Auth token",
        description:
          "The primary token of this account. Twilio signs callbacks with it, also where an API key sends.",
      }),
    ),
    previousAuthToken: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 128,
        secret: true,
        title: "Previous auth token",
        description: "While a token is rotated: callbacks signed with it are still believed.",
      }),
    ),
    apiKeySid: Type.Optional(
      Type.String({
        pattern: "^SK[0-9a-f]{32}$",
        title: "API key SID",
        description: "Begins with SK. Sends instead of the auth token, and can be revoked alone.",
      }),
    ),
    apiKeySecret: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 128,
        secret: true,
        title: "API key secret",
        description: "Belongs to the API key SID.",
      }),
    ),
    messagingServiceSid: Type.Optional(
      Type.String({
        pattern: "^MG[0-9a-f]{32}$",
        title: "Messaging Service SID",
        description: "Begins with MG. The service picks the sender, unless a message names one.",
      }),
    ),
    sender: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 20,
        title: "Sender",
        description: "Number in E.164, short code, or a name of at most 11 characters.",
      }),
    ),
    callbackUrl: callbackUrlField,
    smartEncoded: Type.Boolean({
      default: false,
      title: "Smart encoding",
      description: "Lets Twilio replace look-alike characters, so that a text stays in GSM-7.",
    }),
    timeoutMs: Type.Integer({
      minimum: 1,
      maximum: 60_000,
      default: 10_000,
      title: "Timeout",
      description: "Milliseconds for a whole call. After it the outcome is unknown.",
    }),
  },
  { additionalProperties: false, title: "Twilio" },
);

/** Configuration of the Twilio client. */
export type TwilioSettings = Static<typeof twilioSettings>;
