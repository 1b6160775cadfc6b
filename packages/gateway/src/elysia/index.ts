export { gatewayAliases } from "./aliases.ts";
export { analyticsController } from "./analytics.ts";
export { type CallbackControllerOptions, callbackController } from "./callbacks.ts";
export { deadLettersController } from "./dead-letters.ts";
export { type EventsControllerOptions, eventsController } from "./events.ts";
export { type LimitedRequest, type RateLimitsOptions, rateLimits } from "./limits.ts";
export { type GatewayControllerOptions, gatewayController } from "./messages.ts";
export { type PrivacyControllerOptions, privacyController } from "./privacy.ts";
export { type WebhooksControllerOptions, webhooksController } from "./webhooks.ts";
