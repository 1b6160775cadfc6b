import { defineProblems } from "@nx/core";

/** Why a request about people, templates, campaigns or conversations is refused. */
export const outreachProblems = defineProblems({
  invalid_phone: { status: 422, title: "The phone number cannot receive messages." },
  conversation_not_found: { status: 404, title: "There is no such conversation." },
  cannot_reply: {
    status: 422,
    title: "The number that was written to cannot send the answer at this moment.",
  },
  label_not_found: { status: 404, title: "There is no such label." },
  label_exists: { status: 409, title: "There is a label of this name." },
  quick_reply_not_found: { status: 404, title: "There is no such quick reply." },
  auto_reply_rule_not_found: { status: 404, title: "There is no such rule." },
  keywords_required: { status: 422, title: "The rule needs a keyword." },
  unknown_time_zone: { status: 422, title: "There is no such time zone." },
  too_many_entries: { status: 409, title: "There are as many as there may be." },
  cannot_ask: { status: 422, title: "The question cannot be sent to anybody." },
  expectation_not_found: { status: 404, title: "There is no such expectation." },
  request_id_taken: { status: 409, title: "The request id stands for a different expectation." },
  invalid_expiry: { status: 422, title: "The time is over, or too far ahead." },
  invalid_quorum: { status: 422, title: "Fewer people are asked than have to agree." },
  quarantined_answer_not_found: { status: 404, title: "There is no such quarantined answer." },
  already_resolved: { status: 409, title: "The answer was assigned or dismissed." },
  not_asked: { status: 422, title: "The expectation did not ask this person." },
  unknown_answer: { status: 422, title: "The expectation has no such answer." },
});

/** A code of {@link outreachProblems}. */
export type OutreachProblemCode = keyof typeof outreachProblems;

/** Why something was refused, and the field that it lies in where there is one. */
export interface OutreachRefusal {
  readonly code: OutreachProblemCode;
  /** JSON pointer. */
  readonly path?: string;
  /** A sentence for the caller; never a value. */
  readonly detail?: string;
}

export type OutreachResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: OutreachRefusal };

export const done = <T>(value: T): OutreachResult<T> => ({ ok: true, value });
export const refused = (
  code: OutreachProblemCode,
  detail: Omit<OutreachRefusal, "code"> = {},
): { readonly ok: false; readonly error: OutreachRefusal } => ({
  ok: false,
  error: { code, ...detail },
});
