import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { callbackUrlFor } from "../../callbacks/callback-url.ts";
import { isDecimal, sumDecimals } from "../../decimal.ts";
import { formOf, type HttpResult, type RequestBody } from "../../http.ts";
import { readReply } from "../../http-status.ts";
import { rejected, unknown } from "../../outcome.ts";
import type { Money, OutboundSms, SendOutcome } from "../../provider.ts";
import { isGsm7 } from "../../text/gsm7.ts";
import { smsStatuses, vonageKind } from "./codes.ts";
import type { VonageSettings } from "./settings.ts";
import { signVonage } from "./signature.ts";

/** Milliseconds that the SMS API takes for `ttl`. */
const ttl = { least: 20_000, most: 604_800_000 };

/** The form of one message for `POST /sms/json`. */
export function toSmsForm(settings: VonageSettings, message: OutboundSms, now: Date): RequestBody {
  const { apiKey, apiSecret, sender, callbackUrl, signRequests, signatureSecret } = settings;
  const fields = {
    api_key: apiKey,
    from: message.from ?? sender,
    to: message.to.slice(1),
    text: message.text,
    // Under the default type, what leaves GSM-7 arrives as question marks.
    type: isGsm7(message.text) ? undefined : "unicode",
    ttl: ttlOf(message),
    "client-ref": (message.attempt ?? message.id).slice(0, 40),
    callback: callbackUrl && callbackUrlFor(callbackUrl, "status"),
  };
  if (!signRequests || signatureSecret === undefined) {
    return formOf({ ...fields, api_secret: apiSecret });
  }
  const signed = { ...fields, timestamp: String(Math.floor(now.getTime() / 1000)) };
  const given = Object.entries(signed).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const key = { secret: signatureSecret, method: settings.signatureMethod };
  return formOf({ ...signed, sig: signVonage(key, given) });
}

function ttlOf({ validitySeconds }: OutboundSms): string | undefined {
  if (validitySeconds === undefined) return undefined;
  return String(Math.min(Math.max(Math.floor(validitySeconds * 1000), ttl.least), ttl.most));
}

const Text = Type.Optional(Type.String());
const Part = Type.Object({
  status: Type.Union([Type.String(), Type.Integer()]),
  "message-id": Text,
  "message-price": Text,
  network: Text,
  "error-text": Text,
});
type Part = typeof Part.static;
const Answer = Type.Object({ messages: Type.Array(Part, { minItems: 1 }) });

/**
 * Reads the answer of the SMS API: one entry for each part of the text, and each may fail alone. A
 * text of which only some parts were taken is torn; nobody may send it again by itself.
 */
export function readSmsAnswer(result: HttpResult, now: Date): SendOutcome {
  if (result.kind === "response" && result.status === 420) {
    return rejected(vonageKind, "throttled", { httpStatus: 420 });
  }
  const reply = readReply(vonageKind, result, now);
  if (reply.kind !== "json") return reply;
  if (!Value.Check(Answer, reply.json)) return unknown(vonageKind, "unreadable_response");
  const parts = reply.json.messages;
  const refusedParts = parts.filter((part) => codeOf(part) !== "0");
  const [refused] = refusedParts;
  if (refused === undefined) return accepted(parts);
  const failure = failureOf(refused);
  if (refusedParts.length === parts.length) return failure;
  return unknown(vonageKind, failure.error.code, { providerCode: codeOf(refused) });
}

const codeOf = ({ status }: Part): string => String(status);

function accepted(parts: readonly Part[]): SendOutcome {
  const ids = parts.flatMap((part) => part["message-id"] || []);
  if (ids.length === 0) return unknown(vonageKind, "unreadable_response");
  const network = parts[0]?.network;
  return {
    kind: "accepted",
    providerMessageIds: ids,
    segments: parts.length,
    ...priceOf(parts),
    ...(network ? { network } : {}),
  };
}

/** Each part is charged, in euro. */
function priceOf(parts: readonly Part[]): { price?: Money } {
  const prices = parts.map((part) => part["message-price"] ?? "");
  if (!prices.every(isDecimal)) return {};
  return { price: { amount: sumDecimals(prices), currency: "EUR" } };
}

function failureOf(part: Part) {
  const providerCode = codeOf(part);
  const text = part["error-text"] ?? "";
  const status = Object.hasOwn(smsStatuses, providerCode) ? smsStatuses[providerCode] : undefined;
  if (status === undefined) return unknown(vonageKind, "unrecognized_code", { providerCode });
  if (status.outcome === "unknown") return unknown(vonageKind, status.error, { providerCode });
  // "Invalid value for parameter: to"
  if (providerCode === "3" && /\bto\b/.test(text)) {
    return rejected(vonageKind, "invalid_recipient", { providerCode });
  }
  return rejected(vonageKind, status.error, { providerCode, ...waitOf(providerCode, text) });
}

/** "Throughput Rate Exceeded - please wait [ 250 ] and retry": milliseconds. */
function waitOf(code: string, text: string): { retryAfterSeconds?: number } {
  const ms = code === "1" ? /\[\s*(\d{1,7})\s*\]/.exec(text)?.[1] : undefined;
  return ms === undefined ? {} : { retryAfterSeconds: Math.ceil(Number(ms) / 1000) };
}
