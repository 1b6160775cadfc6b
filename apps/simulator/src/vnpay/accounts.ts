import { type Static, Type } from "@sinclair/typebox";
import { Encryption } from "./decrypt.ts";

const Name = Type.String({ minLength: 1, maxLength: 64 });

/** A partner of the gateway: its credentials and what is registered for it. */
export const VnpayAccount = Type.Object(
  {
    provider: Type.Optional(Type.Literal("vnpay")),
    partnerCode: Name,
    secret: Name,
    senders: Type.Array(Name),
    keywords: Type.Array(Name),
    encryption: Type.Optional(Encryption),
  },
  { additionalProperties: false },
);
export type VnpayAccount = Static<typeof VnpayAccount>;

/** The partner that a fresh simulator knows. */
export const defaultVnpayAccount: VnpayAccount = {
  provider: "vnpay",
  partnerCode: "900001",
  secret: "simulator-secret",
  senders: ["NXDEMO"],
  keywords: ["NXDEMO"],
  encryption: { suite: "A256GCM", key: "simulator-secret", keyDerivation: "sha256" },
};
