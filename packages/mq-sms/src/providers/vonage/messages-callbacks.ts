import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import {
  type CallbackResult,
  type InboundFact,
  type ReportFact,
  type ReportStatus,
  readFacts,
  refuse,
} from "../../callbacks/facts.ts";
import { jsonBody } from "../../callbacks/fields.ts";
import type { CallbackRequest } from "../../callbacks/request.ts";
import { isSameSecret } from "../../callbacks/secrets.ts";
import { isDecimal } from "../../decimal.ts";
import type { Money } from "../../provider.ts";
import { messagesErrors, vonageKind } from "./codes.ts";
import { payloadHash, verifyToken } from "./jwt.ts";
import type { VonageSettings } from "./settings.ts";
import { toleranceSeconds } from "./sms-callbacks.ts";

/**
 * Reads a callback of the Messages API. The `jti` is not remembered: Vonage repeats what we could
 * not store, and facts do no harm when they come twice.
 */
export function readMessagesCallback(
  settings: VonageSettings,
  secret: string,
  request: CallbackRequest,
  now: Date,
): CallbackResult {
  const token = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  // A rare one comes without its token; an error makes Vonage send it again, signed.
  if (token === undefined) return refuse("unsigned", { httpStatus: 503 });
  const claims = verifyToken(token, secret);
  if (claims === undefined) return refuse("bad_signature");
  if (!isSameSecret(claims.payload_hash ?? "", payloadHash(request.body))) {
    return refuse("bad_signature");
  }
  if (Math.abs(now.getTime() / 1000 - claims.iat) > toleranceSeconds) return refuse("stale");
  const { apiKey, applicationId } = settings;
  const isOurs =
    claims.api_key === apiKey && isSameApplication(claims.application_id, applicationId);
  if (!isOurs) return refuse("other_account");
  const json = jsonBody(request);
  return request.purpose === "status" ? readReport(json) : readInbound(json);
}

const isSameApplication = (claimed: string | undefined, ours: string | undefined): boolean =>
  claimed === undefined || ours === undefined || claimed.toLowerCase() === ours.toLowerCase();

const Text = Type.Optional(Type.String());
const Report = Type.Object({
  message_uuid: Type.String({ minLength: 1 }),
  status: Type.String(),
  to: Text,
  timestamp: Text,
  client_ref: Text,
  usage: Type.Optional(Type.Object({ currency: Text, price: Text })),
  destination: Type.Optional(Type.Object({ network_code: Text })),
  sms: Type.Optional(
    Type.Object({ count_total: Type.Optional(Type.Union([Type.String(), Type.Integer()])) }),
  ),
  error: Type.Optional(Type.Object({ type: Text })),
});
type Report = typeof Report.static;

function readReport(json: unknown): CallbackResult {
  if (!Value.Check(Report, json)) return readFacts("signature", { unrecognized: "report" });
  const code = /(\d{4})$/.exec(json.error?.type ?? "")?.[1];
  const status = statusOf(json.status, code);
  if (status === undefined) return readFacts("signature", { unrecognized: "status" });
  const at = timeOf(json.timestamp);
  const segments = Number(json.sms?.count_total);
  const report: ReportFact = {
    status,
    providerMessageId: json.message_uuid,
    ...(json.client_ref ? { attempt: json.client_ref } : {}),
    ...errorOf(status, code),
    ...(isNumber(json.to) && { to: `+${json.to}` }),
    ...(at && { at }),
    ...(Number.isInteger(segments) && segments > 0 && { segments }),
    ...priceOf(json.usage),
    ...(json.destination?.network_code ? { network: json.destination.network_code } : {}),
  };
  return readFacts("signature", { reports: [report] });
}

/**
 * SMS reports come as few words: what a carrier said stands in the code. 1180 to 1290 are about the
 * phone; 1330 is a carrier that does not know.
 */
function statusOf(word: string, code = ""): ReportStatus | undefined {
  switch (word) {
    case "submitted":
      return "sent";
    case "delivered":
    case "read":
      return "delivered";
    case "undeliverable":
      return "failed";
    case "rejected":
      if (code === "1360") return "expired";
      if (code === "1330") return "unknown";
      return code >= "1180" && code <= "1290" ? "failed" : "rejected";
    default:
      return undefined;
  }
}

function errorOf(status: ReportStatus, code: string | undefined): Pick<ReportFact, "error"> {
  if (status !== "failed" && status !== "rejected" && status !== "expired") return {};
  if (code === undefined) return { error: { code: "delivery_failed", provider: vonageKind } };
  const known = messagesErrors[code]?.error ?? "unrecognized_code";
  return { error: { code: known, provider: vonageKind, providerCode: code } };
}

function priceOf(usage: Report["usage"]): { price?: Money } {
  const { price = "", currency = "" } = usage ?? {};
  return isDecimal(price) && /^[A-Z]{3}$/.test(currency)
    ? { price: { amount: price, currency } }
    : {};
}

const Inbound = Type.Object({
  message_uuid: Type.String({ minLength: 1 }),
  channel: Type.Literal("sms"),
  from: Type.String({ minLength: 1 }),
  to: Type.String({ minLength: 1 }),
  text: Type.String(),
  timestamp: Text,
});

function readInbound(json: unknown): CallbackResult {
  if (!Value.Check(Inbound, json)) return readFacts("signature", { unrecognized: "message" });
  const at = timeOf(json.timestamp);
  const message: InboundFact = {
    from: isNumber(json.from) ? `+${json.from}` : json.from,
    to: json.to,
    text: json.text,
    providerMessageId: json.message_uuid,
    ...(at && { at }),
  };
  return readFacts("signature", { inbound: [message] });
}

const isNumber = (digits = ""): boolean => /^[1-9]\d{6,14}$/.test(digits);

function timeOf(text = ""): string | undefined {
  const parsed = new Date(text);
  return Number.isNaN(parsed.getTime()) ? undefined : parsed.toISOString();
}
