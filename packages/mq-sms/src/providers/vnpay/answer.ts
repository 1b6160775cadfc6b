import { Value } from "@sinclair/typebox/value";
import { rejected, unknown } from "../../outcome.ts";
import type { SendOutcome } from "../../provider.ts";
import { vnpayCodes, vnpayKind, vnpayStatuses } from "./constants.ts";
import { type VnpayResponse, vnpayResponse } from "./models.ts";
import type { PreparedSms } from "./request.ts";

/** What one call told about one message. */
export interface Answer {
  readonly outcome: SendOutcome;
  /** `providerId`, where the gateway told it. */
  readonly network?: string;
}

/** Reads the answer for one message. */
export function readAnswer(json: unknown, sms: PreparedSms): Answer {
  const response = readResponse(json);
  if (response === undefined || !mayAnswer(response, sms)) return unreadable;
  const network = networkOf(response);
  const outcome = outcomeOf(response.status, sms, network);
  return network === undefined ? { outcome } : { outcome, network };
}

/** The answer's model, or `undefined` for anything that does not have its form. */
export const readResponse = (json: unknown): VnpayResponse | undefined =>
  Value.Check(vnpayResponse, json) ? json : undefined;

/** An answer that tells nothing about the message. */
export const unreadable: Answer = { outcome: unknown(vnpayKind, "unreadable_response") };

/** Requests without a readable id are answered with null; another message's answer is not ours. */
const mayAnswer = ({ messageId }: VnpayResponse, sms: PreparedSms): boolean =>
  typeof messageId !== "string" || messageId.toLowerCase() === sms.messageId.toLowerCase();

function outcomeOf(code: string, sms: PreparedSms, network: string | undefined): SendOutcome {
  const detail = { providerCode: code };
  const status = vnpayStatuses[code];
  if (status === undefined) return unknown(vnpayKind, "unrecognized_code", detail);
  // The gateway knows the id, and only the attempt that was left open can have brought it there.
  const arrivedBefore = code === vnpayCodes.duplicate && sms.message.retryOfUnknown === true;
  if (status.error === undefined || arrivedBefore) {
    const accepted = { kind: "accepted", providerMessageIds: [sms.messageId] } as const;
    return network === undefined ? accepted : { ...accepted, network };
  }
  const failure = status.outcome === "unknown" ? unknown : rejected;
  return failure(vnpayKind, status.error, detail);
}

function networkOf({ providerId }: VnpayResponse): string | undefined {
  const id = typeof providerId === "number" ? String(providerId) : providerId;
  return typeof id === "string" && /^\d{6}$/.test(id) ? id : undefined;
}
