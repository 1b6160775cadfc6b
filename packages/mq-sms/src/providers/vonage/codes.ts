import type { SendErrorCode } from "../../errors.ts";

/** The name of this provider in settings, errors and routing. */
export const vonageKind = "vonage";

/** What a code means to us. */
export interface VonageCode {
  readonly meaning: string;
  readonly outcome: "rejected" | "unknown";
  readonly error: SendErrorCode;
}

const refused = (error: SendErrorCode, meaning: string): VonageCode => ({
  meaning,
  outcome: "rejected",
  error,
});
const unclear = (error: SendErrorCode, meaning: string): VonageCode => ({
  meaning,
  outcome: "unknown",
  error,
});

/** `status` of a part in the answer of the SMS API, except 0. Any other one is an unknown outcome. */
export const smsStatuses: Readonly<Record<string, VonageCode>> = {
  "1": refused("throttled", "throughput exceeded"),
  "2": refused("bad_request", "parameter missing"),
  "3": refused("bad_request", "parameter invalid"),
  "4": refused("bad_credentials", "bad credentials"),
  "5": unclear("provider_error", "internal error"),
  "6": refused("invalid_recipient", "message not processable"),
  "7": refused("blocked_recipient", "number barred"),
  "8": refused("account_disabled", "partner account barred"),
  "9": refused("insufficient_balance", "out of credit"),
  "10": refused("throttled", "too many open requests"),
  "11": refused("account_disabled", "account not enabled for HTTP"),
  "12": refused("message_too_long", "message too long"),
  "13": refused("unavailable", "communication failed, not submitted"),
  "14": refused("bad_credentials", "bad signature"),
  "15": refused("bad_sender", "sender not allowed"),
  "16": refused("bad_request", "bad TTL"),
  "19": refused("account_disabled", "facility not allowed on this account"),
  "20": refused("bad_request", "bad message class"),
  "22": refused("bad_request", "bad network code"),
  "23": refused("bad_request", "bad callback URL"),
  "29": refused("account_disabled", "recipient not on the allow-list of a trial account"),
  "32": refused("bad_credentials", "signature and secret both given"),
  "33": refused("invalid_recipient", "number deactivated"),
  "34": refused("invalid_recipient", "number missing or invalid"),
  "99": unclear("provider_error", "general error"),
  "101": refused("bad_request", "older service"),
  "102": refused("bad_request", "older service"),
  "103": refused("bad_request", "older service"),
};

/** `err-code` of delivery reports of the SMS API, except 0. */
export const reportCodes: Readonly<Record<string, SendErrorCode>> = {
  "1": "provider_error",
  "2": "handset_unreachable",
  "3": "invalid_recipient",
  "4": "blocked_recipient",
  "5": "delivery_failed",
  "6": "bad_content",
  "7": "handset_unreachable",
  "8": "delivery_failed",
  "9": "opted_out",
  "10": "bad_content",
  "11": "no_route",
  "12": "delivery_failed",
  "13": "blocked_recipient",
  "14": "blocked_recipient",
  "15": "blocked_recipient",
  "16": "throttled",
  "50": "bad_sender",
  "51": "bad_sender",
  "52": "bad_content",
  "53": "blocked_recipient",
  "54": "bad_sender",
  "99": "provider_error",
};

/** Numbers at the end of `type` in problems and status callbacks of the Messages API. */
export const messagesErrors: Readonly<Record<string, VonageCode>> = {
  "1000": refused("throttled", "throttled"),
  "1010": refused("bad_request", "missing parameter"),
  "1020": refused("bad_request", "invalid parameter"),
  "1021": refused("bad_request", "invalid tag"),
  "1022": refused("bad_content", "invalid template"),
  "1030": unclear("provider_error", "internal error"),
  "1040": refused("invalid_recipient", "message not processable"),
  "1050": refused("blocked_recipient", "number barred"),
  "1060": refused("account_disabled", "account barred"),
  "1070": refused("insufficient_balance", "quota exceeded"),
  "1080": refused("account_disabled", "not enabled"),
  "1090": refused("message_too_long", "too long"),
  "1100": refused("unavailable", "communication failed"),
  "1110": refused("bad_credentials", "bad signature"),
  "1120": refused("bad_sender", "sender not allowed"),
  "1130": refused("bad_request", "bad TTL"),
  "1140": refused("account_disabled", "facility not allowed"),
  "1150": refused("bad_request", "bad message class"),
  "1160": refused("account_disabled", "not on the allow-list"),
  "1170": refused("invalid_recipient", "bad number"),
  "1180": refused("handset_unreachable", "absent, temporary"),
  "1190": refused("invalid_recipient", "absent, permanent"),
  "1200": refused("delivery_failed", "portability"),
  "1210": refused("bad_content", "anti-spam"),
  "1220": refused("handset_unreachable", "handset busy"),
  "1230": refused("delivery_failed", "network error"),
  "1240": refused("opted_out", "illegal number, or STOP"),
  "1241": refused("throttled", "too many sends to this number"),
  "1250": refused("no_route", "unroutable"),
  "1260": refused("delivery_failed", "unreachable"),
  "1270": refused("blocked_recipient", "age restriction"),
  "1280": refused("blocked_recipient", "blocked by the carrier"),
  "1290": refused("blocked_recipient", "prepaid without funds"),
  "1300": refused("invalid_recipient", "not a user of the network"),
  "1310": refused("invalid_recipient", "device cannot take the message"),
  "1320": refused("duplicate", "message already sent"),
  "1330": unclear("provider_error", "unknown carrier error"),
  "1331": refused("unavailable", "provider not answering"),
  "1340": refused("bad_request", "outside the reply window"),
  "1350": refused("account_disabled", "phone-matching fee unpaid"),
  "1360": refused("validity_expired", "TTL ran out"),
  "1370": refused("bad_credentials", "expired access token"),
};

/** Words at the end of `type` in problems that are common to Vonage's APIs. */
export const problemWords: Readonly<Record<string, SendErrorCode>> = {
  "low-balance": "insufficient_balance",
  unauthorized: "bad_credentials",
  "invalid-signature": "bad_credentials",
  "jwt-expired": "bad_credentials",
  "invalid-ip": "bad_credentials",
  "multiple-auth-methods": "bad_credentials",
  forbidden: "bad_credentials",
  unprovisioned: "bad_credentials",
  "account-suspended": "account_disabled",
};
