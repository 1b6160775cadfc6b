export { gatewayAliases } from "./aliases.ts";
export { analyticsController } from "./analytics.ts";
export { type CallbackControllerOptions, callbackController } from "./callbacks.ts";
export { deadLettersController } from "./dead-letters.ts";
export { type EventsControllerOptions, eventsController } from "./events.ts";
export { type GatewayControllerOptions, gatewayController, refusals, unwrap } from "./messages.ts";
export { type SandboxControllerOptions, sandboxController } from "./sandbox.ts";
