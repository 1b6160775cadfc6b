import { unknown } from "../../outcome.ts";
import { type Answer, readAnswer, readResponse, unreadable } from "./answer.ts";
import { vnpayCodes, vnpayKind } from "./constants.ts";
import type { PreparedSms } from "./request.ts";

/** A message of a list with its part of the answer. */
export interface ListAnswer {
  readonly sms: PreparedSms;
  readonly answer: Answer;
}

/**
 * Reads the answer of a list call: an array with one object per message, or a single object when
 * the gateway refused the whole call. A message without an answer of its own may have been sent.
 */
export function readListAnswers(json: unknown, list: readonly PreparedSms[]): ListAnswer[] {
  const code = wholeCallCode(json);
  if (code !== undefined) {
    return list.map((sms) => ({ sms, answer: readWholeCall(json, code, sms, list.length) }));
  }
  const answers = new Map<string, unknown[]>();
  for (const answer of Array.isArray(json) ? json : [json]) {
    const id = messageIdOf(answer);
    if (id !== undefined) answers.set(id, [...(answers.get(id) ?? []), answer]);
  }
  return list.map((sms) => {
    const own = answers.get(sms.messageId.toLowerCase()) ?? [];
    // Two answers for one id contradict each other or are for two messages: neither can be trusted.
    return { sms, answer: own.length === 1 ? readAnswer(own[0], sms) : unreadable };
  });
}

/** Refused for its size: nothing was taken, and a smaller call may pass. */
export const isTooLarge = (json: unknown): boolean =>
  wholeCallCode(json) === vnpayCodes.tooManyMessages;

/** The code of an answer that names no message, and so is for all of them. */
const wholeCallCode = (json: unknown): string | undefined =>
  messageIdOf(json) === undefined ? readResponse(json)?.status : undefined;

/** Success and "duplicate" belong to one message: for a whole call they do not say which. */
function readWholeCall(json: unknown, code: string, sms: PreparedSms, messages: number): Answer {
  const unclear = code === vnpayCodes.success || code === vnpayCodes.duplicate;
  if (messages === 1 || !unclear) return readAnswer(json, sms);
  return { outcome: unknown(vnpayKind, "unreadable_response", { providerCode: code }) };
}

function messageIdOf(answer: unknown): string | undefined {
  const id = readResponse(answer)?.messageId;
  return typeof id === "string" ? id.toLowerCase() : undefined;
}
