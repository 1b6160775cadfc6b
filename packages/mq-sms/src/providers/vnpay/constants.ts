import type { SendErrorCode } from "../../errors.ts";

/** The name of this provider in settings, errors and routing. */
export const vnpayKind = "vnpay";

/** Longest `messageId` that the gateway takes. */
export const maxMessageIdLength = 32;

/** `providerId` of Viettel, the one network for which messages may have to be encrypted. */
export const viettel = "109800";

/** What a status code of the gateway means to us. */
export interface VnpayStatus {
  readonly meaning: string;
  readonly outcome: "accepted" | "rejected" | "unknown";
  /** Absent for success alone. */
  readonly error?: SendErrorCode;
}

const accepted = (meaning: string): VnpayStatus => ({ meaning, outcome: "accepted" });
const refused = (error: SendErrorCode, meaning: string): VnpayStatus => ({
  meaning,
  outcome: "rejected",
  error,
});
const unclear = (error: SendErrorCode, meaning: string): VnpayStatus => ({
  meaning,
  outcome: "unknown",
  error,
});

/** Every status code that is known. Any other one is an unknown outcome: it is not sent again. */
export const vnpayStatuses: Readonly<Record<string, VnpayStatus>> = {
  "00": accepted("success"),
  "01": refused("invalid_recipient", "wrong phone number"),
  "02": refused("message_too_long", "invalid length"),
  "04": refused("bad_credentials", "wrong credentials"),
  "05": refused("unavailable", "connection to the network operator lost"),
  "06": refused("bad_credentials", "caller's IP address not allowed"),
  "07": refused("blocked_recipient", "no message received from this customer before"),
  "08": unclear("timeout", "timeout inside the gateway"),
  "11": refused("bad_request", "wrong message type"),
  "12": refused("unicode_not_supported", "Unicode not supported"),
  "14": refused("bad_request", "too many messages in one call"),
  "15": refused("bad_credentials", "wrong signature"),
  "80": refused("bad_credentials", "partner not found"),
  "81": refused("account_disabled", "partner not supported yet"),
  "83": refused("no_route", "network operator not supported yet"),
  "84": refused("no_route", "service not routed"),
  "85": refused("bad_sender", "wrong sender"),
  "86": refused("bad_sender", "wrong keyword"),
  "87": refused("bad_content", "text does not match the registered template"),
  "88": refused("encryption_mismatch", "Viettel subscriber, message not encrypted"),
  "89": refused("encryption_mismatch", "not a Viettel subscriber, message encrypted"),
  "90": refused("duplicate", "duplicate message"),
  "97": refused("bad_request", "invalid input"),
  "99": unclear("provider_error", "exception inside the gateway"),
};

/** The codes that are acted upon, by name. */
export const vnpayCodes = {
  success: "00",
  unicodeNotSupported: "12",
  tooManyMessages: "14",
  mustBeEncrypted: "88",
  mustNotBeEncrypted: "89",
  duplicate: "90",
} as const;
