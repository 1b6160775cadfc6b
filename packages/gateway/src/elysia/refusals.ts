import { refusal } from "@nx/core/elysia";
import { gatewayProblems } from "../problems.ts";

const own = gatewayProblems;

/** What a route that sends may answer instead. */
export const sendRefusals = {
  400: refusal(own.invalid_text, own.missing_variable, own.invalid_variable),
  402: refusal(own.budget_exceeded, own.insufficient_credit, own.price_unknown),
  422: refusal(
    own.invalid_recipient,
    own.opted_out,
    own.quiet_hours,
    own.too_many_today,
    own.too_many_segments,
    own.no_route,
    own.unknown_provider,
    own.too_late,
    own.template_not_found,
    own.template_not_approved,
    own.template_required,
    own.category_differs,
    own.campaign_not_found,
    own.idempotency_key_reused,
    own.webhook_url_refused,
    own.over_limit,
  ),
  503: refusal(own.sms_not_configured, own.webhooks_not_configured),
} as const;

/** The same where nothing is sent or stored. */
export const checkRefusals = {
  400: refusal(own.invalid_text, own.missing_variable, own.invalid_variable),
  422: refusal(
    own.invalid_recipient,
    own.quiet_hours,
    own.too_many_today,
    own.too_many_segments,
    own.no_route,
    own.unknown_provider,
    own.too_late,
    own.template_not_found,
    own.template_not_approved,
    own.template_required,
    own.category_differs,
    own.webhook_url_refused,
  ),
  503: refusal(own.sms_not_configured),
} as const;

/** What a route about one message may answer instead. */
export const messageRefusals = { 404: refusal(own.message_not_found) } as const;
