import { type Static, Type } from "@sinclair/typebox";
import { httpBase } from "../../base-url.ts";
import { callbackTokenField } from "../../callbacks/token.ts";

const reportStatus = Type.Union(
  (["submitted", "sent", "delivered", "failed", "rejected", "expired", "unknown"] as const).map(
    (status) => Type.Literal(status),
  ),
);

/** No format of reports is public: what the account manager names is written down here. */
const reports = Type.Object(
  {
    idField: Type.String({
      minLength: 1,
      maxLength: 64,
      default: "MESSAGE_ID",
      title: "Id field",
      description: "Field of a report that holds the message id.",
    }),
    statusField: Type.String({
      minLength: 1,
      maxLength: 64,
      default: "STATUS",
      title: "Status field",
      description: "Field of a report that holds the status.",
    }),
    statuses: Type.Record(Type.String(), reportStatus, {
      default: {},
      title: "Statuses",
      description: "What each status word means; words that are not named here are ignored.",
      examples: [{ DELIVERED: "delivered" }],
    }),
  },
  {
    additionalProperties: false,
    default: {},
    title: "Reports",
    description: "How delivery reports of this account look.",
  },
);

/** The settings of one Veevo Tech account. */
export const veevoTechSettings = Type.Object(
  {
    ...httpBase("https://api.veevotech.com"),
    path: Type.String({
      pattern: "^/",
      maxLength: 256,
      default: "/v3/sendsms",
      title: "Path",
      description: "Appended to the base URL.",
    }),
    apiKey: Type.String({
      minLength: 1,
      maxLength: 256,
      secret: true,
      title: "API key",
      description: "Sent in the body, never in the address.",
    }),
    keyField: Type.String({
      pattern: "^[A-Za-z_]{1,32}$",
      default: "hash",
      title: "Key field",
      description: "Name of the API key in the body.",
    }),
    bodyFormat: Type.Union([Type.Literal("json"), Type.Literal("form")], {
      default: "json",
      title: "Body format",
      description: "How requests are written.",
    }),
    sender: Type.String({
      minLength: 1,
      maxLength: 20,
      default: "Default",
      title: "Sender",
      description: "Registered mask or short code; Default is the provider's shared number.",
    }),
    callbackToken: callbackTokenField,
    reports,
    timeoutMs: Type.Integer({
      minimum: 1,
      maximum: 60_000,
      default: 15_000,
      title: "Timeout",
      description: "Milliseconds for a whole call. After it the outcome is unknown.",
    }),
  },
  { additionalProperties: false, title: "Veevo Tech" },
);

/** Configuration of the Veevo Tech client. */
export type VeevoTechSettings = Static<typeof veevoTechSettings>;
