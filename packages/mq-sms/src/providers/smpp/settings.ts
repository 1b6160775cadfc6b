import { type Static, Type } from "@sinclair/typebox";

const oneOf = <const Names extends readonly string[]>(names: Names, options: object) =>
  Type.Union(
    names.map((name: Names[number]) => Type.Literal(name)),
    options,
  );

/** The settings of one account (bind) at an SMSC. */
export const smppSettings = Type.Object(
  {
    host: Type.String({
      minLength: 1,
      maxLength: 255,
      title: "Host",
      description: "Name or address of the SMSC.",
    }),
    port: Type.Integer({
      minimum: 1,
      maximum: 65_535,
      default: 2775,
      title: "Port",
      description: "Usually 2775, and 3550 with TLS.",
    }),
    tls: Type.Boolean({
      default: true,
      title: "TLS",
      description: "Encrypted from the first byte; the certificate must fit the host.",
    }),
    allowPlaintext: Type.Boolean({
      default: false,
      title: "Allow plain text",
      description: "Without TLS the password is readable on the way: only inside a private tunnel.",
    }),
    systemId: Type.String({
      minLength: 1,
      maxLength: 15,
      title: "System id",
      description: "Name of the account.",
    }),
    password: Type.String({
      minLength: 1,
      maxLength: 64,
      secret: true,
      title: "Password",
      description: "At most 8 characters by the standard; some SMSCs take more.",
    }),
    systemType: Type.String({
      maxLength: 12,
      default: "",
      title: "System type",
      description: "Empty unless the operator names one.",
    }),
    sender: Type.String({
      pattern: "^[ -~]{1,20}$",
      title: "Sender",
      description: "Number, short code, or a name of at most 11 characters.",
    }),
    alphabet: oneOf(["gsm", "latin1"] as const, {
      default: "gsm",
      title: "Default alphabet",
      description: "What data_coding 0 means at this SMSC.",
    }),
    longMessages: oneOf(["udh8", "udh16", "sar", "payload"] as const, {
      default: "udh8",
      title: "Long messages",
      description:
        "How parts are joined: by a user data header of 8 or 16 bits, by SAR parameters, or by the SMSC (payload).",
    }),
    window: Type.Integer({
      minimum: 1,
      maximum: 1000,
      default: 10,
      title: "Window",
      description: "Submits that wait for their response at a time.",
    }),
    throughput: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10_000,
        title: "Throughput",
        description: "Most submits a second, as in the contract.",
      }),
    ),
    responseTimeoutMs: Type.Integer({
      minimum: 1,
      maximum: 120_000,
      default: 30_000,
      title: "Response timeout",
      description: "Milliseconds until a submit without a response is unknown.",
    }),
    bindTimeoutMs: Type.Integer({
      minimum: 1,
      maximum: 120_000,
      default: 10_000,
      title: "Bind timeout",
      description: "Milliseconds for connecting and binding.",
    }),
    enquireLinkSeconds: Type.Integer({
      minimum: 1,
      maximum: 600,
      default: 30,
      title: "Enquire link",
      description: "Seconds between signs of life.",
    }),
    messageIdBase: oneOf(["same", "hex-response", "decimal-response"] as const, {
      default: "same",
      title: "Base of message ids",
      description:
        "Ids are the same in responses and receipts, or hexadecimal in one of them and decimal in the other.",
    }),
    acceptedIsDelivered: Type.Boolean({
      default: false,
      title: "ACCEPTD is delivered",
      description: "For operators that send no further receipt after ACCEPTD.",
    }),
  },
  { additionalProperties: false, title: "SMPP" },
);

/** Configuration of the SMPP client. */
export type SmppSettings = Static<typeof smppSettings>;
