import { type Static, Type } from "@sinclair/typebox";
import { httpBase } from "../../base-url.ts";
import { callbackUrlField } from "../../callbacks/callback-url.ts";

/** The settings of one Vonage account. */
export const vonageSettings = Type.Object(
  {
    ...httpBase("https://api.nexmo.com"),
    restBaseUrl: Type.String({
      maxLength: 2048,
      default: "https://rest.nexmo.com",
      title: "REST base URL",
      description: "Address of the SMS API and of the balance.",
    }),
    api: Type.Union([Type.Literal("messages"), Type.Literal("sms")], {
      default: "messages",
      title: "API",
      description:
        "Messages API, or the older SMS API for accounts that have nothing but a secret.",
    }),
    apiKey: Type.String({
      pattern: "^[A-Za-z0-9]{1,32}$",
      title: "API key",
      description: "Identifies the account.",
    }),
    apiSecret: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 128,
        secret: true,
        title: "API secret",
        description: "For the SMS API, the balance, and the Messages API without an application.",
      }),
    ),
    applicationId: Type.Optional(
      Type.String({
        pattern: "^[0-9a-fA-F-]{36}$",
        title: "Application id",
        description: "Of the application that sends by the Messages API.",
      }),
    ),
    privateKey: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 8192,
        secret: true,
        title: "Private key",
        description: "Of the application, in PEM form.",
      }),
    ),
    signatureSecret: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 256,
        secret: true,
        title: "Signature secret",
        description: "Callbacks are verified with it. Without it they are refused.",
      }),
    ),
    signatureMethod: Type.Union(
      (["md5hash", "md5", "sha1", "sha256", "sha512"] as const).map((name) => Type.Literal(name)),
      {
        default: "md5hash",
        title: "Signature method",
        description: "Of the SMS API, as the dashboard shows it: MD5 hash, or an HMAC.",
      },
    ),
    signRequests: Type.Boolean({
      default: false,
      title: "Sign requests",
      description: "SMS API: send a signature in place of the API secret.",
    }),
    sender: Type.String({
      pattern: "^[A-Za-z0-9 ._-]{1,15}$",
      title: "Sender",
      description: "Number without +, or a name of at most 11 characters.",
    }),
    callbackUrl: callbackUrlField,
    timeoutMs: Type.Integer({
      minimum: 1,
      maximum: 60_000,
      default: 10_000,
      title: "Timeout",
      description: "Milliseconds for a whole call. After it the outcome is unknown.",
    }),
  },
  { additionalProperties: false, title: "Vonage" },
);

/** Configuration of the Vonage client. */
export type VonageSettings = Static<typeof vonageSettings>;
