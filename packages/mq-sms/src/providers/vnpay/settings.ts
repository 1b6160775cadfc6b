import { type Static, Type } from "@sinclair/typebox";
import { allowInsecureLoopback } from "../../base-url.ts";
import { encryptionSettings } from "./encryption-settings.ts";

/** Unknown fields are refused: a misspelt setting would otherwise be silently its default. */
const closed = { additionalProperties: false } as const;

const paths = Type.Object(
  {
    single: Type.String({
      pattern: "^/",
      default: "/smsgw/sendSms",
      title: "Single send",
      description: "Path that takes one message.",
    }),
    list: Type.String({
      pattern: "^/",
      default: "/smsgw/sendSmsList",
      title: "List send",
      description: "Path that takes several messages.",
    }),
  },
  { ...closed, default: {}, title: "Paths", description: "Appended to the base URL." },
);

const secretField = Type.Object(
  {
    single: Type.String({
      minLength: 1,
      default: "sercretKey",
      title: "Single send",
      description: "The gateway really spells it sercretKey here.",
    }),
    list: Type.String({
      minLength: 1,
      default: "secretKey",
      title: "List send",
      description: "The gateway spells it correctly here.",
    }),
  },
  { ...closed, default: {}, title: "Secret field", description: "Name of the secret in the body." },
);

const text = Type.Object(
  {
    unaccented: Type.Boolean({
      default: true,
      title: "Unaccented text",
      description:
        "Write Vietnamese without accents before sending: many brandname routes take nothing else.",
    }),
    retryUnaccented: Type.Boolean({
      default: true,
      title: "Retry without accents",
      description: "When the route refuses accents (code 12), send once more without them.",
    }),
    maxLength: Type.Integer({
      minimum: 1,
      maximum: 480,
      default: 480,
      title: "Longest text",
      description: "Characters. Longer texts are refused before anything is sent.",
    }),
  },
  { ...closed, default: {}, title: "Text", description: "How texts are prepared." },
);

/** The settings of one VNPAY account. Everything that differs between contracts is here. */
export const vnpaySettings = Type.Object(
  {
    baseUrl: Type.String({
      maxLength: 2048,
      title: "Base URL",
      description: "The https address from the contract, without a path of the gateway.",
      examples: ["https://smsgw.example.vn"],
    }),
    allowInsecureLoopback,
    partnerCode: Type.String({
      minLength: 1,
      maxLength: 64,
      title: "Partner code",
      description: "Identifies the account, usually six digits.",
    }),
    secret: Type.String({
      minLength: 1,
      maxLength: 256,
      secret: true,
      title: "Secret key",
      description: "Sent in the body of every request.",
    }),
    sender: Type.String({
      pattern: "^[A-Za-z0-9 ._-]{1,11}$",
      title: "Brandname",
      description: "Registered sender, used where a message names none. At most 11 characters.",
    }),
    keyword: Type.String({
      minLength: 1,
      maxLength: 64,
      title: "Keyword",
      description: "Registered with VNPAY for this partner and service.",
    }),
    paths,
    secretField,
    requestTimeUnit: Type.Union([Type.Literal("ms"), Type.Literal("s")], {
      default: "ms",
      title: "Unit of requestTime",
      description: "Epoch milliseconds or seconds; contracts differ.",
    }),
    numberFormat: Type.Union([Type.Literal("0"), Type.Literal("84"), Type.Literal("+84")], {
      default: "0",
      title: "Number format",
      description: "What stands before the nine national digits.",
    }),
    type: Type.Integer({
      minimum: 0,
      default: 0,
      title: "Message type",
      description: "Sent as it is. Only 0 is known; other values come with the contract.",
    }),
    text,
    batchSize: Type.Integer({
      minimum: 1,
      maximum: 1000,
      default: 100,
      title: "Batch size",
      description: "Most messages in one list call.",
    }),
    timeoutMs: Type.Integer({
      minimum: 1,
      maximum: 60_000,
      default: 10_000,
      title: "Timeout",
      description: "Milliseconds for a whole call. After it the outcome is unknown.",
    }),
    encryption: encryptionSettings,
  },
  { ...closed, title: "VNPAY SMS" },
);

/** Configuration of the VNPAY client. */
export type TMQSMSClientConfig = Static<typeof vnpaySettings>;
