export { gatewayAliases } from "./aliases.ts";
export { analyticsController } from "./analytics.ts";
export { type CallbackControllerOptions, callbackController } from "./callbacks.ts";
export { type GatewayControllerOptions, gatewayController } from "./messages.ts";
