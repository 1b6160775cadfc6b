import { defineProblems } from "@nx/core";

/** Why a request about people, templates, campaigns or conversations is refused. */
export const outreachProblems = defineProblems({
  unreadable_csv: { status: 400, title: "The file is no CSV of UTF-8." },
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
