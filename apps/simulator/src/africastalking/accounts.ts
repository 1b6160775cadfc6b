import { type Static, Type } from "@sinclair/typebox";

const Name = Type.String({ minLength: 1, maxLength: 64 });
const Url = Type.Optional(Type.String({ maxLength: 2048 }));

/** An Africa's Talking application: its credentials, its senders, and where it is called back. */
export const AfricasTalkingAccount = Type.Object(
  {
    provider: Type.Literal("africastalking"),
    username: Name,
    apiKey: Name,
    /** Registered names and short codes; the shared `AFRICASTKNG` sends for everybody. */
    senders: Type.Array(Name),
    /** Currency and amount. */
    balance: Type.String(),
    statusUrl: Url,
    inboundUrl: Url,
  },
  { additionalProperties: false },
);
export type AfricasTalkingAccount = Static<typeof AfricasTalkingAccount>;

/** The application that a fresh simulator knows. */
export const defaultAfricasTalkingAccount: AfricasTalkingAccount = {
  provider: "africastalking",
  username: "sandbox",
  apiKey: "atsk_simulator",
  senders: ["NXDEMO", "22345"],
  balance: "KES 1234.5000",
};
