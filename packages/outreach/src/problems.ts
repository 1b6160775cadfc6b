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
  unreadable_csv: { status: 400, title: "The file is no CSV of UTF-8." },
  invalid_phone: { status: 422, title: "The phone number cannot receive messages." },
  contact_not_found: { status: 404, title: "There is no such contact." },
  contact_exists: { status: 409, title: "The number has a contact already." },
  contact_changed: { status: 412, title: "The contact was changed meanwhile." },
  too_many_fields: { status: 422, title: "The contact would have too many fields." },
  invalid_time_zone: { status: 422, title: "There is no such time zone." },
  too_many_links: { status: 409, title: "The contact has as many links as there may be." },
  group_not_found: { status: 404, title: "There is no such group." },
  unknown_group: { status: 422, title: "The query names a group that does not exist." },
  too_many_groups: { status: 409, title: "There are as many groups as there may be." },
  segment_not_found: { status: 404, title: "There is no such segment." },
  segment_too_large: { status: 422, title: "The query has too many conditions." },
  too_many_saved_segments: { status: 409, title: "There are as many segments as there may be." },
  name_taken: { status: 409, title: "The name is taken." },
  not_csv: { status: 415, title: "The file is no CSV: save it as CSV UTF-8." },
  unknown_region: { status: 422, title: "There is no such country." },
  unusable_columns: {
    status: 422,
    title: "The columns must be fields of contacts, each once, one of them `phone`.",
  },
  no_phone_column: { status: 422, title: "No column of the file looks like phone numbers." },
  import_not_found: { status: 404, title: "There is no such import." },
  import_running: { status: 409, title: "Another file is being read: one at a time." },
  campaign_not_found: { status: 404, title: "There is no such campaign." },
  campaign_changed: { status: 409, title: "The campaign was changed meanwhile." },
  campaign_state: { status: 409, title: "The campaign is not in a state in which this is done." },
  campaign_in_use: { status: 409, title: "Another campaign has the same recipients." },
  audience_given: { status: 409, title: "The campaign has its audience from somewhere else." },
  audience_missing: { status: 422, title: "The campaign has nobody to send to." },
  too_many_recipients: { status: 422, title: "The campaign would have too many recipients." },
  invalid_variants: { status: 422, title: "The texts of the campaign do not go together." },
  invalid_text: { status: 422, title: "The text has braces that are no variable." },
  invalid_schedule: { status: 422, title: "The times of the campaign do not go together." },
  unknown_segment: { status: 422, title: "The audience names a segment that does not exist." },
  unknown_variant: { status: 422, title: "The campaign has no such variant." },
  import_too_large: { status: 413, title: "The file has too many bytes or rows." },
  automation_not_found: { status: 404, title: "There is no such automation." },
  automation_state: {
    status: 409,
    title: "The automation is not in a state in which this is done.",
  },
  invalid_automation: { status: 422, title: "The parts of the automation do not go together." },
  enrolment_not_found: { status: 404, title: "There is no such enrolment." },
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
