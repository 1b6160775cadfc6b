import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { forceGsm, partsOf } from "../gsm7.ts";
import { parseJson } from "../http/read-body.ts";
import type { VonageAccount } from "./accounts.ts";

const MAX_TEXT = 3200;

/** A send of the SMS API that is in order. */
export interface SmsOrder {
  /** Digits alone. */
  to: string;
  from: string;
  /** What the phone will show, part by part. */
  parts: string[];
  clientRef: string | undefined;
  /** Where this message is reported; absent where no report is wanted. */
  callback: string | undefined;
}

const Parameters = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Boolean()]),
);

/** The parameters of a form or of JSON, as text; empty for what is neither. */
export function readParameters(body: string, headers: Headers): Record<string, string> {
  if (!headers.get("content-type")?.includes("json")) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  const json = parseJson(body);
  if (!Value.Check(Parameters, json)) return {};
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, String(value)]));
}

/** Reads the parameters of a send, or says with which status it is refused. */
export function readSmsOrder(
  parameters: Record<string, string>,
  account: VonageAccount,
): SmsOrder | string {
  const { from, to, text, type = "text", ttl, callback } = parameters;
  if (!from || !to || !text) return "2";
  if (!isMsisdn(to)) return "3";
  if (type !== "text" && type !== "unicode") return "3";
  if (!account.senders.includes(from)) return "15";
  if (text.length > MAX_TEXT) return "12";
  if (ttl !== undefined && !(+ttl >= 20_000 && +ttl <= 604_800_000)) return "16";
  if ((parameters["client-ref"]?.length ?? 0) > 40) return "3";
  if (callback !== undefined && !URL.canParse(callback)) return "23";
  const isUnicode = type === "unicode";
  const wantsReport = !["false", "0"].includes(parameters["status-report-req"] ?? "true");
  return {
    to,
    from,
    parts: partsOf(isUnicode ? text : forceGsm(text), isUnicode),
    clientRef: parameters["client-ref"],
    callback: wantsReport ? (callback ?? account.statusUrl) : undefined,
  };
}

/** A number as both APIs want it: international digits, no `+` and no `00`. */
export function isMsisdn(to: string): boolean {
  return /^[1-9]\d{6,14}$/.test(to);
}
