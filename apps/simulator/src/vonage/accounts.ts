import { type Static, Type } from "@sinclair/typebox";
import { vonageTestKey } from "./test-key.ts";

const Name = Type.String({ minLength: 1, maxLength: 64 });
const Url = Type.Optional(Type.String({ maxLength: 2048 }));

/** A Vonage account: its credentials, its settings for callbacks, and where these go. */
export const VonageAccount = Type.Object(
  {
    provider: Type.Literal("vonage"),
    apiKey: Name,
    apiSecret: Name,
    /** The application that sends by the Messages API, and its public key as PEM. */
    applicationId: Type.Optional(Name),
    publicKey: Type.Optional(Type.String({ maxLength: 4096 })),
    signatureSecret: Name,
    /** Of the SMS API: a hash with the secret appended, or an HMAC. */
    signatureMethod: Type.Union(
      (["md5hash", "md5", "sha1", "sha256", "sha512"] as const).map((name) => Type.Literal(name)),
    ),
    /** Whether the callbacks of the SMS API carry a signature; those of the Messages API always do. */
    signCallbacks: Type.Boolean(),
    /** How the SMS API calls back. */
    httpMethod: Type.Union(
      (["GET", "POST", "POST-JSON"] as const).map((name) => Type.Literal(name)),
    ),
    /** Names and numbers that may send. */
    senders: Type.Array(Name),
    /** Euro. */
    balance: Type.Number(),
    statusUrl: Url,
    inboundUrl: Url,
  },
  { additionalProperties: false },
);
export type VonageAccount = Static<typeof VonageAccount>;

/** The account that a fresh simulator knows. */
export const defaultVonageAccount: VonageAccount = {
  provider: "vonage",
  apiKey: "abcd1234",
  apiSecret: "simulator-secret",
  applicationId: "aaaaaaaa-bbbb-4ccc-8ddd-000000000001",
  publicKey: vonageTestKey.publicKey,
  signatureSecret: "simulator-signature-secret",
  signatureMethod: "md5hash",
  signCallbacks: true,
  httpMethod: "POST-JSON",
  senders: ["NXDEMO", "12015550123"],
  balance: 12.34,
};
