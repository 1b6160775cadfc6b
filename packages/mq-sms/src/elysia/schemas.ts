import { type Static, Type } from "@sinclair/typebox";

/** What a caller may ask for. Unknown fields are refused, so that a misspelt one is noticed. */
export const messageRequest = Type.Object(
  {
    to: Type.String({
      minLength: 1,
      maxLength: 32,
      description: "Recipient in international form.",
      examples: ["+84912345678"],
    }),
    body: Type.String({
      minLength: 1,
      maxLength: 1600,
      description: "The text, 1 to 1600 characters.",
      examples: ["Ma OTP cua ban la 482915"],
    }),
    from: Type.Optional(
      Type.String({
        pattern: "^[ -~]{1,15}$",
        description: "Sender ID (brandname); the account's own where it is absent.",
        examples: ["NXDEMO"],
      }),
    ),
    provider: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: "Sends through this provider alone.",
        examples: ["vnpay"],
      }),
    ),
    category: Type.Optional(
      Type.Union(
        [Type.Literal("otp"), Type.Literal("transactional"), Type.Literal("promotional")],
        {
          description: "What the message is for. Transactional where it is absent.",
          examples: ["transactional"],
        },
      ),
    ),
  },
  { additionalProperties: false },
);

/** A message that left, or may have left. */
export const messageResponse = Type.Object(
  {
    id: Type.String({
      description: "Id of the message.",
      examples: ["msg_5f0c1b6e9a7d4c2f8e3b1a0d9c8b7a65"],
    }),
    status: Type.Literal("SUBMITTED", { description: "Handed to the provider." }),
    outcome: Type.Union([Type.Literal("accepted"), Type.Literal("unknown")], {
      description:
        "`unknown`: the provider did not answer clearly. The message may have been sent; sending it again may double it.",
    }),
    to: Type.String({ description: "Recipient in E.164.", examples: ["+84912345678"] }),
    segments: Type.Integer({
      minimum: 1,
      description: "Messages that the network bills, for the text as it is sent.",
      examples: [1],
    }),
    encoding: Type.Union([Type.Literal("GSM-7"), Type.Literal("UCS-2")], {
      description: "Alphabet of the text as it is sent.",
    }),
    provider: Type.String({ description: "Provider of the last attempt.", examples: ["vnpay"] }),
    providerMessageIds: Type.Array(Type.String(), {
      description: "Ids under which the provider knows the message; empty while that is unknown.",
      examples: [["5f0c1b6e9a7d4c2f8e3b1a0d9c8b7a65"]],
    }),
    createdAt: Type.String({
      description: "Time of the request, ISO 8601 in UTC.",
      examples: ["2026-01-02T08:31:05.000Z"],
    }),
  },
  { additionalProperties: false },
);

/** A message that left, or may have left. */
export type MessageResponse = Static<typeof messageResponse>;

/** What is wrong with one field. */
const fieldProblem = Type.Object(
  {
    path: Type.String({ description: "JSON pointer to the field.", examples: ["/to"] }),
    code: Type.String({ description: "Stable code to decide by.", examples: ["required"] }),
    message: Type.String({ description: "A sentence for a person; never the value." }),
  },
  { additionalProperties: false },
);

/** What is wrong with one field. */
export type FieldProblem = Static<typeof fieldProblem>;

/** Any error, after RFC 9457. */
export const problemBody = Type.Object(
  {
    type: Type.String({ examples: ["urn:nx:problem:invalid_request"] }),
    title: Type.String({ examples: ["The request is not valid."] }),
    status: Type.Integer({ examples: [400] }),
    code: Type.String({ description: "Stable code to decide by.", examples: ["invalid_request"] }),
    detail: Type.Optional(Type.String({ description: "A sentence that a customer may read." })),
    errors: Type.Optional(Type.Array(fieldProblem)),
    retryAfterSeconds: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  { additionalProperties: false },
);

/** Any error, after RFC 9457. */
export type ProblemBody = Static<typeof problemBody>;
