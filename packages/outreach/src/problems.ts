import { defineProblems } from "@nx/core";

/** Why a request about people, templates, campaigns or conversations is refused. */
export const outreachProblems = defineProblems({
  template_not_found: { status: 404, title: "There is no such template." },
  template_name_taken: { status: 409, title: "Another template has this name." },
  template_changed: { status: 409, title: "The template was changed at the same time." },
  invalid_template: { status: 422, title: "The template cannot be used." },
  not_decidable: { status: 409, title: "The version is not at the step that this follows." },
  missing_variable: { status: 400, title: "A variable of the template has no value." },
  invalid_variable: { status: 400, title: "A value does not fit its variable." },
  invalid_phone: { status: 422, title: "The phone number cannot receive messages." },
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
