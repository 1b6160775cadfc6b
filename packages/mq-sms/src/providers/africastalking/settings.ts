import { type Static, Type } from "@sinclair/typebox";
import { httpBase } from "../../base-url.ts";
import { callbackTokenField } from "../../callbacks/token.ts";

/** The settings of one Africa's Talking account. */
export const africasTalkingSettings = Type.Object(
  {
    ...httpBase("https://api.africastalking.com"),
    username: Type.String({
      minLength: 1,
      maxLength: 64,
      title: "Username",
      description: "Of the application; the word sandbox in the sandbox.",
    }),
    apiKey: Type.String({
      minLength: 1,
      maxLength: 256,
      secret: true,
      title: "API key",
      description: "Works some five minutes after it was made.",
    }),
    sender: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 20,
        title: "Sender",
        description:
          "Registered name or short code; without it the provider's shared name is used.",
      }),
    ),
    keyword: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        title: "Keyword",
        description: "Of a premium service that the recipient pays for. Leave it out otherwise.",
      }),
    ),
    enqueue: Type.Boolean({
      default: false,
      title: "Enqueue",
      description: "Bulk calls are answered at once and sent in the background: for large lists.",
    }),
    batchSize: Type.Integer({
      minimum: 1,
      maximum: 1000,
      default: 100,
      title: "Batch size",
      description: "Most recipients in one call.",
    }),
    callbackToken: callbackTokenField,
    timeoutMs: Type.Integer({
      minimum: 1,
      maximum: 60_000,
      default: 10_000,
      title: "Timeout",
      description: "Milliseconds for a whole call. After it the outcome is unknown.",
    }),
  },
  { additionalProperties: false, title: "Africa's Talking" },
);

/** Configuration of the Africa's Talking client. */
export type AfricasTalkingSettings = Static<typeof africasTalkingSettings>;
