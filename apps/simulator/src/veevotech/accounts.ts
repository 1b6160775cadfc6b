import { type Static, Type } from "@sinclair/typebox";

const Name = Type.String({ minLength: 1, maxLength: 64 });

/** A Veevo Tech account. No format of reports or inbound messages is public, so there are none. */
export const VeevoTechAccount = Type.Object(
  {
    provider: Type.Literal("veevotech"),
    /** Sent as `hash`. */
    apiKey: Name,
    /** Masks and short codes; `Default` sends for everybody. */
    senders: Type.Array(Name),
  },
  { additionalProperties: false },
);
export type VeevoTechAccount = Static<typeof VeevoTechAccount>;

/** The account that a fresh simulator knows. */
export const defaultVeevoTechAccount: VeevoTechAccount = {
  provider: "veevotech",
  apiKey: "0123456789abcdef0123456789abcdef",
  senders: ["NXDEMO"],
};
