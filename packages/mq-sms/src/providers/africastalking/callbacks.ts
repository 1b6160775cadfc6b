import {
  type CallbackResult,
  type InboundFact,
  type ReportFact,
  readFacts,
  refuse,
} from "../../callbacks/facts.ts";
import { firstValues, formFields } from "../../callbacks/fields.ts";
import type { CallbackRequest } from "../../callbacks/request.ts";
import { refuseByToken } from "../../callbacks/token.ts";
import type { SendError } from "../../errors.ts";
import { africasTalkingKind, failureReasons, reportWords } from "./codes.ts";
import type { AfricasTalkingSettings } from "./settings.ts";

type Values = Readonly<Record<string, string>>;

/**
 * Reads a delivery report, an inbound message or an opt-out. None of them is signed: the secret
 * path proves who calls, and what is said is a hint.
 */
export function readCallback(
  { callbackToken }: AfricasTalkingSettings,
  request: CallbackRequest,
): CallbackResult {
  if (request.method !== "POST") return refuse("bad_method");
  const refusal = refuseByToken(callbackToken, request);
  if (refusal !== undefined) return refusal;
  const values = firstValues(formFields(request));
  // The dashboard has one more address for opt-outs; either of ours may be given there.
  if (isOptOut(values)) return readOptOut(values);
  return request.purpose === "status" ? readReport(values) : readInbound(values);
}

const isOptOut = (values: Values): boolean =>
  values["senderId"] !== undefined && values["id"] === undefined && values["text"] === undefined;

function readOptOut({ senderId, phoneNumber }: Values): CallbackResult {
  const phone = e164(phoneNumber);
  if (phone === undefined) return readFacts("token", { unrecognized: "phoneNumber" });
  const consent = { phone, optedOut: true, ...(senderId ? { sender: senderId } : {}) };
  return readFacts("token", { consents: [consent] });
}

function readReport(values: Values): CallbackResult {
  const { id = "", status = "", phoneNumber } = values;
  if (!isId(id)) return readFacts("token", { unrecognized: "id" });
  const word = Object.hasOwn(reportWords, status) ? reportWords[status] : undefined;
  if (word === undefined) return readFacts("token", { unrecognized: "status" });
  const error = word.error && errorOf(word.error, status, values["failureReason"]);
  const to = e164(phoneNumber);
  const report: ReportFact = {
    status: word.status,
    providerMessageId: id,
    ...(error && { error }),
    ...(to && { to }),
    ...networkOf(values),
  };
  return readFacts("token", { reports: [report] });
}

function errorOf(byWord: SendError["code"], status: string, reason = ""): SendError {
  const provider = africasTalkingKind;
  if (reason === "" || reason === "None") return { code: byWord, provider, providerCode: status };
  if (!Object.hasOwn(failureReasons, reason)) return { code: "unrecognized_code", provider };
  return { code: failureReasons[reason] ?? byWord, provider, providerCode: reason };
}

function readInbound(values: Values): CallbackResult {
  const { id = "", from, to, text, date = "" } = values;
  if (!from || !to) return readFacts("token", { unrecognized: "from or to" });
  if (text === undefined) return readFacts("token", { unrecognized: "text" });
  const at = timeOf(date);
  const message: InboundFact = {
    from,
    to,
    text,
    ...(isId(id) && { providerMessageId: id }),
    ...(at && { at }),
    ...networkOf(values),
  };
  return readFacts("token", { inbound: [message] });
}

const isId = (id: string): boolean => /^[A-Za-z0-9_-]{1,64}$/.test(id);

const e164 = (number = ""): string | undefined => /^\+[1-9]\d{6,14}$/.exec(number)?.[0];

const networkOf = ({ networkCode = "" }: Values): { network?: string } =>
  /^\d{5,6}$/.test(networkCode) ? { network: networkCode } : {};

/** `2026-01-02T08:31:05Z` or `2026-01-02 08:31:05`; the second is taken for UTC too. */
function timeOf(date: string): string | undefined {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?$/.exec(date) ?? [];
  const parsed = new Date(`${day}T${time}Z`);
  return Number.isNaN(parsed.getTime()) ? undefined : parsed.toISOString();
}
