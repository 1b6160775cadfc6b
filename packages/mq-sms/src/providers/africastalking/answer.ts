import { Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import type { HttpResult } from "../../http.ts";
import { readReply } from "../../http-status.ts";
import { rejected, unknown } from "../../outcome.ts";
import type { Money, OutboundSms, SendOutcome } from "../../provider.ts";
import { type AfricasTalkingCode, africasTalkingCodes, africasTalkingKind } from "./codes.ts";
import type { Call } from "./request.ts";

const Answer = Type.Object({
  SMSMessageData: Type.Object({
    Message: Type.Optional(Type.String()),
    Recipients: Type.Array(Type.Unknown()),
  }),
});

const Recipient = Type.Object({
  statusCode: Type.Union([Type.Integer(), Type.String({ pattern: "^\\d+$" })]),
  number: Type.String(),
  cost: Type.Optional(Type.Unknown()),
  messageId: Type.Optional(Type.Unknown()),
});

/** Reads the answer to a call: one outcome per message, in the order of the call. */
export function readAnswers(result: HttpResult, call: Call, now: Date): SendOutcome[] {
  const whole = (outcome: SendOutcome) => call.map(() => outcome);
  if (result.kind === "response" && result.status === 409 && call.length === 1) {
    return whole(rejected(africasTalkingKind, "blocked_recipient", { httpStatus: 409 }));
  }
  const reply = readReply(africasTalkingKind, result, now);
  if (reply.kind !== "json") return whole(reply);
  if (!Value.Check(Answer, reply.json)) return whole(unreadable);
  const { Message = "", Recipients } = reply.json.SMSMessageData;
  if (Recipients.length === 0) return whole(refusalOf(Message));
  return call.map((message) => outcomeFor(message, Recipients));
}

const unreadable = unknown(africasTalkingKind, "unreadable_response");

/** A call that is refused as a whole comes with a success status, no recipients and one word. */
function refusalOf(message: string): SendOutcome {
  const word = /^[A-Za-z]{1,40}$/.exec(message)?.[0];
  if (word === undefined && !message.startsWith("Sent to 0/")) return unreadable;
  const known = Object.values(africasTalkingCodes).find(({ name }) => name === word);
  if (known?.outcome === "accepted") return unreadable;
  return failureOf(known ?? unlisted, word);
}

/** Nothing was sent, for a reason that is not in the table. */
const unlisted: AfricasTalkingCode = {
  name: "",
  outcome: "rejected",
  error: "unrecognized_code",
};

/** Two answers for one number contradict each other; none may mean that it was sent. */
function outcomeFor({ id, to }: OutboundSms, recipients: readonly unknown[]): SendOutcome {
  const own = recipients.filter(
    (recipient) => Value.Check(Recipient, recipient) && digits(recipient.number) === digits(to),
  );
  const [recipient] = own;
  if (own.length !== 1 || !Value.Check(Recipient, recipient)) return unreadable;
  const providerCode = String(recipient.statusCode);
  const code = africasTalkingCodes[Number(providerCode)];
  if (code === undefined) return unknown(africasTalkingKind, "unrecognized_code", { providerCode });
  if (code.outcome !== "accepted") return failureOf(code, providerCode);
  return {
    kind: "accepted",
    // Without an id of its own nothing will be reported; ours names the message then.
    providerMessageIds: [messageIdOf(recipient.messageId) ?? id],
    ...priceOf(recipient.cost),
  };
}

const digits = (number: string): string => number.replace(/\D/g, "");

function failureOf({ outcome, error }: AfricasTalkingCode, providerCode?: string): SendOutcome {
  const failure = outcome === "unknown" ? unknown : rejected;
  const detail = providerCode === undefined ? {} : { providerCode };
  return failure(africasTalkingKind, error ?? "unrecognized_code", detail);
}

/** The word `None` stands for no id. */
const messageIdOf = (id: unknown): string | undefined =>
  typeof id === "string" && id !== "" && id !== "None" ? id : undefined;

/** `KES 0.8000`; a bare `0` names no currency. */
export function priceOf(cost: unknown): { price?: Money } {
  const [, currency, amount] = /^([A-Z]{3}) (\d+(?:\.\d+)?)$/.exec(String(cost)) ?? [];
  return currency === undefined || amount === undefined ? {} : { price: { amount, currency } };
}
