import {
  type CallbackResult,
  type InboundFact,
  type InboundPart,
  type ReportFact,
  type ReportStatus,
  readFacts,
  refuse,
} from "../../callbacks/facts.ts";
import {
  type Field,
  firstValues,
  formFields,
  jsonBody,
  mediaType,
  queryFields,
} from "../../callbacks/fields.ts";
import type { CallbackRequest } from "../../callbacks/request.ts";
import { isSameSecret } from "../../callbacks/secrets.ts";
import { isDecimal } from "../../decimal.ts";
import type { SendError } from "../../errors.ts";
import { reportCodes, vonageKind } from "./codes.ts";
import type { VonageSettings } from "./settings.ts";
import { signVonage } from "./signature.ts";

type Values = Readonly<Record<string, string>>;

/** Seconds by which Vonage's clock and ours may differ. */
export const toleranceSeconds = 300;

/**
 * Reads a callback of the SMS API: GET, form or JSON, as the account is set up, and only one of
 * them. The signature writes `&` and `=` in values as `_`, so a text may have had either; names
 * and ids are held to forms in which nothing can hide.
 */
export function readSmsCallback(
  settings: VonageSettings,
  secret: string,
  request: CallbackRequest,
  now: Date,
): CallbackResult {
  const fields = fieldsOf(request);
  const names = fields.map(([name]) => name);
  const { sig } = firstValues(fields);
  if (sig === undefined) return refuse("unsigned");
  const isClean = names.every((name) => /^[A-Za-z][A-Za-z-]*$/.test(name));
  if (!isClean || new Set(names).size !== names.length) return refuse("bad_signature");
  const expected = signVonage({ secret, method: settings.signatureMethod }, fields);
  if (!isSameSecret(sig.toLowerCase(), expected)) return refuse("bad_signature");

  const values = firstValues(fields);
  const seconds = /^\d{1,12}$/.exec(values["timestamp"] ?? "")?.[0];
  const age = Math.abs(now.getTime() / 1000 - Number(seconds));
  if (seconds === undefined || age > toleranceSeconds) return refuse("stale");
  if (values["api-key"] !== settings.apiKey) return refuse("other_account");
  return request.purpose === "status" ? readReport(values) : readInbound(values);
}

function fieldsOf(request: CallbackRequest): Field[] {
  if (request.method === "GET") return queryFields(request);
  if (mediaType(request) !== "application/json") return formFields(request);
  const json = jsonBody(request);
  if (typeof json !== "object" || json === null) return [];
  return Object.entries(json).map(([name, value]) => [name, String(value)]);
}

const statuses: Readonly<Record<string, ReportStatus>> = {
  submitted: "submitted",
  accepted: "sent",
  buffered: "sent",
  delivered: "delivered",
  expired: "expired",
  failed: "failed",
  deleted: "failed",
  rejected: "rejected",
  unknown: "unknown",
};

function readReport(values: Values): CallbackResult {
  const unrecognized = (field: string) => readFacts("signature", { unrecognized: field });
  const { messageId = "", msisdn = "", status: word = "", price = "" } = values;
  const attempt = values["client-ref"];
  const code = values["err-code"] ?? "0";
  const network = values["network-code"] ?? "";
  const at = timeOf(values["message-timestamp"]);
  if (!isId(messageId)) return unrecognized("messageId");
  if (!isNumber(msisdn)) return unrecognized("msisdn");
  if (attempt && !/^[A-Za-z0-9_-]{1,40}$/.test(attempt)) return unrecognized("client-ref");
  if (!/^\d{1,4}$/.test(code)) return unrecognized("err-code");
  const status = Object.hasOwn(statuses, word) ? statuses[word] : undefined;
  if (status === undefined) return unrecognized("status");
  const error = errorOf(status, code);
  const report: ReportFact = {
    status,
    providerMessageId: messageId,
    ...(attempt ? { attempt } : {}),
    ...(error && { error }),
    to: `+${msisdn}`,
    ...(at && { at }),
    ...(isDecimal(price) && { price: { amount: price, currency: "EUR" } }),
    ...(/^\d{5,6}$/.test(network) && { network }),
  };
  return readFacts("signature", { reports: [report] });
}

function errorOf(status: ReportStatus, providerCode: string): SendError | undefined {
  if (status === "expired") return { code: "validity_expired", provider: vonageKind, providerCode };
  if (status !== "failed" && status !== "rejected") return undefined;
  if (providerCode === "0") return { code: "delivery_failed", provider: vonageKind };
  const code = reportCodes[providerCode] ?? "unrecognized_code";
  return { code, provider: vonageKind, providerCode };
}

function readInbound(values: Values): CallbackResult {
  const unrecognized = (field: string) => readFacts("signature", { unrecognized: field });
  const { messageId = "", msisdn, to, text, type = "text" } = values;
  if (!isId(messageId)) return unrecognized("messageId");
  if (!msisdn || !to) return unrecognized("msisdn or to");
  if (text === undefined || type === "binary") return unrecognized("text");
  const part = values["concat"] === "true" ? partOf(values) : undefined;
  if (values["concat"] === "true" && part === undefined) return unrecognized("concat");
  const at = timeOf(values["message-timestamp"]);
  const message: InboundFact = {
    from: isNumber(msisdn) ? `+${msisdn}` : msisdn,
    to,
    text,
    providerMessageId: messageId,
    ...(at && { at }),
    ...(part && { part }),
  };
  return readFacts("signature", { inbound: [message] });
}

function partOf(values: Values): InboundPart | undefined {
  const reference = values["concat-ref"] ?? "";
  const number = Number(values["concat-part"]);
  const total = Number(values["concat-total"]);
  const isPart = Number.isInteger(number) && Number.isInteger(total) && number >= 1;
  return reference !== "" && isPart && number <= total && total <= 255
    ? { reference, number, total }
    : undefined;
}

const isId = (id: string): boolean => /^[A-Za-z0-9-]{1,64}$/.test(id);
const isNumber = (digits: string): boolean => /^[1-9]\d{6,14}$/.test(digits);

/** `2026-01-02 08:31:05`, UTC. */
function timeOf(text = ""): string | undefined {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})Z?$/.exec(text) ?? [];
  const parsed = new Date(`${day}T${time}Z`);
  return Number.isNaN(parsed.getTime()) ? undefined : parsed.toISOString();
}
