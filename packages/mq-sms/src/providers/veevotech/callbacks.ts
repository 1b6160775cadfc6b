import { type CallbackResult, type ReportFact, readFacts, refuse } from "../../callbacks/facts.ts";
import {
  firstValues,
  formFields,
  jsonBody,
  mediaType,
  queryFields,
} from "../../callbacks/fields.ts";
import type { CallbackRequest } from "../../callbacks/request.ts";
import { refuseByToken } from "../../callbacks/token.ts";
import type { SendErrorCode } from "../../errors.ts";
import { veevoTechKind } from "./codes.ts";
import type { VeevoTechSettings } from "./settings.ts";

/**
 * Reads a delivery report by the field names and words that the settings hold; no format is public.
 * It is not signed: the secret path proves who calls, and what is said is a hint.
 */
export function readCallback(
  { callbackToken, reports }: VeevoTechSettings,
  request: CallbackRequest,
): CallbackResult {
  if (request.method !== "POST" && request.method !== "GET") return refuse("bad_method");
  const refusal = refuseByToken(callbackToken, request);
  if (refusal !== undefined) return refusal;
  if (request.purpose !== "status") return readFacts("token", { unrecognized: "inbound" });

  const values = valuesOf(request);
  const id = values[reports.idField] ?? "";
  const word = values[reports.statusField] ?? "";
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) return readFacts("token", { unrecognized: "id" });
  const status = Object.hasOwn(reports.statuses, word) ? reports.statuses[word] : undefined;
  if (status === undefined) return readFacts("token", { unrecognized: "status" });
  const code = errorCodes[status];
  const report: ReportFact = {
    status,
    providerMessageId: id,
    ...(code && { error: { code, provider: veevoTechKind } }),
  };
  return readFacts("token", { reports: [report] });
}

/** A report gives no reason. */
const errorCodes: Partial<Record<ReportFact["status"], SendErrorCode>> = {
  failed: "delivery_failed",
  rejected: "blocked_recipient",
  expired: "validity_expired",
};

function valuesOf(request: CallbackRequest): Readonly<Record<string, string>> {
  if (request.method === "GET") return firstValues(queryFields(request));
  if (mediaType(request) !== "application/json") return firstValues(formFields(request));
  const json = jsonBody(request);
  if (typeof json !== "object" || json === null) return {};
  return firstValues(Object.entries(json).map(([name, value]) => [name, String(value)]));
}
