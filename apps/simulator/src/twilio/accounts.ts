import { type Static, Type } from "@sinclair/typebox";

const Name = Type.String({ minLength: 1, maxLength: 64 });
const Url = Type.Optional(Type.String({ maxLength: 2048 }));

/** A Twilio account: its credentials, what may send for it, and where it is called back. */
export const TwilioAccount = Type.Object(
  {
    provider: Type.Literal("twilio"),
    accountSid: Type.String({ pattern: "^AC[0-9a-f]{32}$" }),
    /** The primary one; callbacks are signed with it. */
    authToken: Name,
    /** Secrets by API key SID. */
    apiKeys: Type.Record(Type.String(), Type.String()),
    /** Numbers, short codes and names that may send. */
    senders: Type.Array(Name),
    /** Messaging Services, each with the sender that it picks. */
    services: Type.Record(Type.String(), Type.String()),
    balance: Type.String(),
    currency: Type.String(),
    /** Where status goes for messages without a `StatusCallback` of their own. */
    statusUrl: Url,
    inboundUrl: Url,
  },
  { additionalProperties: false },
);
export type TwilioAccount = Static<typeof TwilioAccount>;

/** The account that a fresh simulator knows. */
export const defaultTwilioAccount: TwilioAccount = {
  provider: "twilio",
  accountSid: "AC00000000000000000000000000000001",
  authToken: "simulator-auth-token",
  apiKeys: { SK00000000000000000000000000000001: "simulator-key-secret" },
  senders: ["+15005550006", "NXDEMO"],
  services: { MG00000000000000000000000000000001: "+15005550006" },
  balance: "12.34",
  currency: "USD",
};
