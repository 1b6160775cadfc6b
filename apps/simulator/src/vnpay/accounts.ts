import { type Static, Type } from "@sinclair/typebox";
import { Encryption } from "./decrypt.ts";

const Name = Type.String({ minLength: 1, maxLength: 64 });

/** A partner of the gateway: its credentials and what is registered for it. */
export const Account = Type.Object(
  {
    partnerCode: Name,
    secret: Name,
    senders: Type.Array(Name),
    keywords: Type.Array(Name),
    encryption: Type.Optional(Encryption),
  },
  { additionalProperties: false },
);
export type Account = Static<typeof Account>;

/** The account that a fresh simulator knows. */
export const defaultAccount: Account = {
  partnerCode: "900001",
  secret: "simulator-secret",
  senders: ["NXDEMO"],
  keywords: ["NXDEMO"],
  encryption: { suite: "A256GCM", key: "simulator-secret", keyDerivation: "sha256" },
};
