import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { rejected, unknown } from "../../outcome.ts";
import type { Money, OutboundSms, SendOutcome } from "../../provider.ts";
import { errorOf, veevoTechKind } from "./codes.ts";

const Text = Type.Optional(Type.Union([Type.String(), Type.Number(), Type.Null()]));

/** One flat object for success and failure; every field but the status may be missing or null. */
const Answer = Type.Object({
  STATUS: Type.String(),
  MESSAGE_ID: Text,
  ERROR_FILTER: Text,
  ERROR_CODE: Text,
  CHARGED_BALANCE: Text,
  CHARGING_UNIT: Text,
  NETWORK_NAME: Text,
});

/** Reads the JSON of a 2xx: the outcome is in `STATUS`, and an error comes with 200 as well. */
export function readAnswer(json: unknown, { id }: OutboundSms): SendOutcome {
  if (!Value.Check(Answer, json)) return unknown(veevoTechKind, "unreadable_response");
  const status = json.STATUS.trim().toUpperCase();
  if (status === "SUCCESSFUL" || status === "SENT") {
    return {
      kind: "accepted",
      providerMessageIds: [textOf(json.MESSAGE_ID) || id],
      ...priceOf(textOf(json.CHARGED_BALANCE), textOf(json.CHARGING_UNIT)),
      ...(json.NETWORK_NAME ? { network: textOf(json.NETWORK_NAME) } : {}),
    };
  }
  if (!status.includes("ERROR")) return unknown(veevoTechKind, "unrecognized_code");
  const filter = textOf(json.ERROR_FILTER);
  const code = textOf(json.ERROR_CODE);
  const detail = isCode(filter) ? { providerCode: filter } : isCode(code) && { providerCode: code };
  return rejected(veevoTechKind, errorOf(filter, code), detail || {});
}

const textOf = (value: string | number | null | undefined): string => String(value ?? "");

/** Free text could hold a number or a key; codes are short words. */
const isCode = (text: string): boolean => /^[A-Za-z_-]+[A-Za-z0-9_-]{0,39}$/.test(text);

/** Whether the unit is a currency or a count of parts is not documented: only a currency counts. */
function priceOf(amount: string, unit: string): { price?: Money } {
  if (!/^\d+(\.\d+)?$/.test(amount) || !/^[A-Z]{3}$/.test(unit)) return {};
  return { price: { amount, currency: unit } };
}
