export { gatewayAliases } from "./aliases.ts";
export { analyticsController } from "./analytics.ts";
export { budgetsController, type MoneyControllerOptions } from "./budgets.ts";
export { type CallbackControllerOptions, callbackController } from "./callbacks.ts";
export { type CreditControllerOptions, creditController } from "./credit.ts";
export { type DeadLettersControllerOptions, deadLettersController } from "./dead-letters.ts";
export { type EventsControllerOptions, eventsController } from "./events.ts";
export { type ExportControllerOptions, exportController } from "./export.ts";
export { type Asker, type LimitedRequest, type RateLimitsOptions, rateLimits } from "./limits.ts";
export {
  type GatewayControllerOptions,
  gatewayController,
  unwrap,
} from "./messages.ts";
export { type PrivacyControllerOptions, privacyController } from "./privacy.ts";
export { rateCardsController } from "./rate-cards.ts";
export { sendRefusals } from "./refusals.ts";
export { type SandboxControllerOptions, sandboxController } from "./sandbox.ts";
export { usageController } from "./usage.ts";
export { type WebhooksControllerOptions, webhooksController } from "./webhooks.ts";
