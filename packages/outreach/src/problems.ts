import { defineProblems } from "@nx/core";

/** Why a request about people, templates, campaigns or conversations is refused. */
export const outreachProblems = defineProblems({
  invalid_phone: { status: 422, title: "The phone number cannot receive messages." },
  not_csv: { status: 415, title: "The file is no CSV: save it as CSV UTF-8." },
  unknown_region: { status: 422, title: "There is no such country." },
  unusable_columns: {
    status: 422,
    title: "The columns must be fields of contacts, each once, one of them `phone`.",
  },
  no_phone_column: { status: 422, title: "No column of the file looks like phone numbers." },
  group_not_found: { status: 404, title: "There is no such group." },
  import_not_found: { status: 404, title: "There is no such import." },
  import_running: { status: 409, title: "Another file is being read: one at a time." },
  import_too_large: { status: 413, title: "The file has too many bytes or rows." },
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
