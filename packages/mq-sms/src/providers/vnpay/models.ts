import { type Static, Type } from "@sinclair/typebox";
import { maxMessageIdLength } from "./constants.ts";

/** One message of a list send. The account's credentials stand beside the list. */
export const vnpayListItem = Type.Object({
  messageId: Type.String({ maxLength: maxMessageIdLength }),
  destination: Type.String({ maxLength: 15 }),
  sender: Type.String(),
  keyword: Type.String(),
  shortMessage: Type.String({ maxLength: 480 }),
  /** Epoch, in the unit of the settings. */
  requestTime: Type.Integer(),
});

/** One message of a list send. */
export type VnpayListItem = Static<typeof vnpayListItem>;

/** A single send, without the account's credentials. */
export const vnpaySingleRequest = Type.Composite([
  vnpayListItem,
  Type.Object({
    /** Ciphertext; present and empty when the message is plain. */
    encryptMessage: Type.String(),
    isEncrypt: Type.Union([Type.Literal(0), Type.Literal(1)]),
    type: Type.Integer(),
  }),
]);

/** A single send, without the account's credentials. */
export type VnpaySingleRequest = Static<typeof vnpaySingleRequest>;

/**
 * The answer for one message. Only `status` decides, so it alone is held to a form; a gateway that
 * writes another field differently has still answered.
 */
export const vnpayResponse = Type.Object({
  messageId: Type.Optional(Type.Unknown()),
  status: Type.String({ pattern: "^[0-9]{2}$" }),
  /** Upper snake case English, for people. */
  description: Type.Optional(Type.Unknown()),
  /** Number was ported: `"0"`, `"1"` or a number. */
  isMnp: Type.Optional(Type.Unknown()),
  /** Network that serves the number now. */
  providerId: Type.Optional(Type.Unknown()),
  /** Network of the original prefix. */
  providerIdOrg: Type.Optional(Type.Unknown()),
});

/** The answer for one message. */
export type VnpayResponse = Static<typeof vnpayResponse>;
