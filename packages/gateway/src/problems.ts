import { defineProblems } from "@nx/core";

/** Why a message, or a request about one, is refused. */
export const gatewayProblems = defineProblems({
  invalid_recipient: { status: 422, title: "The phone number cannot receive messages." },
  opted_out: { status: 422, title: "The recipient asked not to receive such messages." },
  too_many_segments: { status: 422, title: "The text is too long." },
  no_route: { status: 422, title: "No provider can carry this message." },
  unknown_provider: { status: 422, title: "There is no such provider." },
  too_late: { status: 422, title: "The message could not be sent in time." },
  invalid_text: { status: 400, title: "Either a `body`, or a `template` with its `variables`." },
  template_not_found: { status: 422, title: "There is no such template." },
  missing_variable: { status: 400, title: "A variable of the template has no value." },
  invalid_variable: { status: 400, title: "A value does not fit its variable." },
  template_not_approved: { status: 422, title: "No version of the template is approved." },
  template_required: {
    status: 422,
    title: "Only approved templates may be sent there, no text of one's own.",
  },
  category_differs: { status: 422, title: "The template is for another category." },
  idempotency_key_reused: {
    status: 422,
    title: "The idempotency key stands for a different request.",
  },
  invalid_cursor: { status: 400, title: "The cursor is none that was given out here." },
  message_not_found: { status: 404, title: "There is no such message." },
  not_cancellable: { status: 409, title: "The message may have left already." },
  not_retryable: {
    status: 409,
    title: "Only a message that ended without delivery is sent again.",
  },
  erasure_not_found: { status: 404, title: "There is no such erasure." },
  erasure_unavailable: { status: 503, title: "No key is configured to erase people by." },
  budget_exceeded: { status: 402, title: "A budget is used up." },
  insufficient_credit: { status: 402, title: "The credit does not suffice." },
  price_unknown: {
    status: 402,
    title: "No rate tells what the message costs, and a budget counts it.",
  },
  budget_not_found: { status: 404, title: "There is no such budget." },
  campaign_not_found: { status: 422, title: "There is no such campaign." },
  too_many_budgets: { status: 409, title: "There are as many budgets as there may be." },
  credit_not_found: { status: 404, title: "No credit was paid in, in this currency." },
  reference_reused: { status: 422, title: "The reference stands for a different payment." },
  rate_card_not_found: { status: 404, title: "There is no rate card." },
  invalid_period: { status: 422, title: "The period cannot be told of." },
  rate_limited: { status: 429, title: "A limit is reached." },
  over_limit: { status: 422, title: "The request is larger than a limit allows at once." },
  webhook_not_found: { status: 404, title: "There is no such webhook." },
  delivery_not_found: { status: 404, title: "There is no such delivery." },
  webhook_disabled: { status: 409, title: "The webhook is disabled." },
  too_many_webhooks: { status: 409, title: "There are too many webhooks." },
  webhook_url_refused: { status: 422, title: "The address cannot be called." },
  webhooks_not_configured: { status: 503, title: "No secret can be kept for the webhook." },
  sms_not_configured: { status: 503, title: "No provider is configured." },
});

/** A code of {@link gatewayProblems}. */
export type GatewayProblemCode = keyof typeof gatewayProblems;

/** Why something was refused, and the field that it lies in where there is one. */
export interface GatewayRefusal {
  readonly code: GatewayProblemCode;
  /** JSON pointer. */
  readonly path?: string;
  /** A sentence for the caller; never a value. */
  readonly detail?: string;
  /** When it may go better. */
  readonly retryAfterSeconds?: number;
}

export type GatewayResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: GatewayRefusal };

export const done = <T>(value: T): GatewayResult<T> => ({ ok: true, value });
export const refused = (
  code: GatewayProblemCode,
  detail: Omit<GatewayRefusal, "code"> = {},
): { readonly ok: false; readonly error: GatewayRefusal } => ({
  ok: false,
  error: { code, ...detail },
});
