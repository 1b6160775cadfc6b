import type { SendErrorCode } from "../../errors.ts";

/** The name of this provider in settings, errors and routing. */
export const twilioKind = "twilio";

/** What an error code of Twilio means to us, in an answer or in a delivery report. */
export interface TwilioCode {
  readonly meaning: string;
  /** Whether a send that is answered with it may have left a message behind. */
  readonly outcome: "rejected" | "unknown";
  readonly error: SendErrorCode;
}

const refused = (error: SendErrorCode, meaning: string): TwilioCode => ({
  meaning,
  outcome: "rejected",
  error,
});
const unclear = (error: SendErrorCode, meaning: string): TwilioCode => ({
  meaning,
  outcome: "unknown",
  error,
});

/** Codes of Twilio's error dictionary that concern a message. */
export const twilioCodes: Readonly<Record<number, TwilioCode>> = {
  // The recipient.
  21211: refused("invalid_recipient", "To is not a valid number"),
  21214: refused("invalid_recipient", "To cannot be reached"),
  21217: refused("invalid_recipient", "number does not look valid"),
  21265: refused("invalid_recipient", "To may not be a short code"),
  21266: refused("invalid_recipient", "To and From are the same"),
  21610: refused("opted_out", "recipient has opted out"),
  21612: refused("no_route", "To not reachable through this sender"),
  21614: refused("invalid_recipient", "To is not a mobile number"),
  21635: refused("invalid_recipient", "To is a landline"),
  30004: refused("blocked_recipient", "blocked by recipient or carrier"),
  30005: refused("invalid_recipient", "unknown handset"),
  30006: refused("invalid_recipient", "landline or unreachable carrier"),
  30011: refused("invalid_recipient", "MMS not supported by the recipient"),
  63024: refused("invalid_recipient", "invalid recipient"),
  63033: refused("blocked_recipient", "recipient blocked"),
  // The account.
  20003: refused("bad_credentials", "authentication failed"),
  20005: refused("account_disabled", "account not active"),
  20006: refused("bad_credentials", "access denied"),
  20008: refused("bad_credentials", "test credentials on a live resource"),
  20403: refused("bad_credentials", "access denied"),
  21408: refused("account_disabled", "region not enabled for this account"),
  21607: refused("account_disabled", "trial: sender must be the trial number"),
  21608: refused("account_disabled", "trial: recipient not verified"),
  30002: refused("account_disabled", "account suspended"),
  // The request.
  20001: refused("bad_request", "unknown parameter"),
  20004: refused("bad_request", "method not allowed"),
  20404: refused("bad_request", "not found: wrong account or message SID"),
  20422: refused("bad_request", "invalid parameter"),
  21603: refused("bad_request", "neither From nor service"),
  21604: refused("bad_request", "no To"),
  21609: refused("bad_request", "bad StatusCallback"),
  21624: refused("bad_request", "bad validity period"),
  21653: refused("bad_request", "too many recipients"),
  21654: refused("bad_request", "content template problem"),
  21655: refused("bad_request", "content template problem"),
  21656: refused("bad_request", "content template problem"),
  30010: refused("bad_request", "price above MaxPrice"),
  30012: refused("bad_request", "validity too small"),
  30013: refused("bad_request", "validity too big"),
  30028: refused("bad_request", "bad API version"),
  30029: refused("bad_request", "bad retention setting"),
  30030: refused("bad_request", "bad retention setting"),
  30031: refused("bad_request", "bad rate setting"),
  35114: refused("bad_request", "scheduling needs a service"),
  35115: refused("bad_request", "scheduling time problem"),
  35117: refused("bad_request", "scheduling time problem"),
  35118: refused("bad_request", "scheduling needs a service"),
  // The sender.
  21212: refused("bad_sender", "invalid From"),
  21601: refused("bad_sender", "From cannot send messages"),
  21606: refused("bad_sender", "From cannot send to this destination"),
  21616: refused("bad_sender", "sender matches several numbers"),
  21621: refused("bad_sender", "MMS not enabled"),
  21622: refused("bad_sender", "MMS not enabled"),
  21701: refused("bad_sender", "service missing"),
  21702: refused("bad_sender", "service unavailable"),
  21703: refused("bad_sender", "service has no usable number"),
  21704: refused("bad_sender", "service has no usable number"),
  21705: refused("bad_sender", "service invalid"),
  21709: refused("bad_sender", "alphanumeric sender not allowed in this service"),
  21712: refused("bad_sender", "number belongs to another service"),
  30018: refused("bad_sender", "sender must be registered with the carrier"),
  30024: refused("bad_sender", "numeric sender not provisioned"),
  30032: refused("bad_sender", "toll-free number not verified"),
  30034: refused("bad_sender", "US number without campaign registration"),
  // The content.
  21602: refused("bad_content", "no body"),
  21605: refused("message_too_long", "over 160 characters"),
  21617: refused("message_too_long", "over 1600 characters"),
  21618: refused("bad_content", "body cannot be sent"),
  21620: refused("bad_content", "bad media"),
  21623: refused("bad_content", "too many media"),
  30007: refused("bad_content", "filtered"),
  30019: refused("message_too_long", "content too large for the carrier"),
  // Too fast: not processed, or thrown away while waiting.
  14107: refused("throttled", "sending rate exceeded"),
  20429: refused("throttled", "too many requests"),
  21611: refused("throttled", "queue of this sender is full"),
  30001: refused("throttled", "queue overflow"),
  30022: refused("throttled", "US campaign rate"),
  30023: refused("throttled", "daily cap of the brand"),
  30027: refused("throttled", "daily cap of the carrier"),
  30450: refused("throttled", "SMS pumping block of this destination, 15 to 30 minutes"),
  30453: refused("throttled", "SMS pumping block of this destination, some hours"),
  63017: refused("throttled", "account or channel rate"),
  63018: refused("throttled", "channel rate"),
  63038: refused("throttled", "daily account limit"),
  // Not sent, or not delivered; later may be better.
  20162: refused("unavailable", "conflicting update in progress"),
  20409: refused("unavailable", "conflicting update in progress"),
  30003: refused("handset_unreachable", "handset off or without coverage"),
  30017: refused("delivery_failed", "carrier congestion"),
  30020: refused("delivery_failed", "failure inside Twilio's scheduling"),
  30021: refused("delivery_failed", "failure inside Twilio's service"),
  30036: refused("validity_expired", "validity period ran out in the queue"),
  // The message may exist.
  20500: unclear("provider_error", "server error"),
  20503: unclear("provider_error", "service unavailable"),
  21619: unclear("provider_error", "unable to create record"),
  30008: unclear("provider_error", "unknown error from the carrier"),
  30410: unclear("timeout", "time-out at the carrier"),
};
