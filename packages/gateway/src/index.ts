export { AnalyticsGrouping, AnalyticsQuery, AnalyticsReply } from "./analytics/schemas.ts";
export {
  DeadLetter,
  DeadLetterPage,
  DeadLetterQuery,
  RedriveBody,
  RedriveReply,
} from "./dead-letters/schemas.ts";
export type { AccountLimits } from "./dispatch/account-gate.ts";
export type { DispatchAccount, Routing } from "./dispatch/routing.ts";
export { systemTiming, type Timing } from "./dispatch/timing.ts";
export {
  type EventPage,
  type EventType,
  InboundEvent,
  MessageEvent,
  ResetEvent,
  StreamEvent,
} from "./events/schemas.ts";
export type { StreamOptions } from "./events/stream-events.ts";
export { createGateway, type Gateway, type GatewayOptions } from "./gateway.ts";
export { ProviderHealth, ProviderState } from "./health/schemas.ts";
export { MessageStatus } from "./ledger/status.ts";
export {
  AcceptedMessage,
  BatchBody,
  BatchReply,
  EventView,
  ListQuery,
  MessageDetail,
  MessagePage,
  MessageView,
  PreviewReply,
  RouteQuestion,
  RouteReply,
  SendBody,
} from "./messages/schemas.ts";
export type { Sent } from "./messages/send.ts";
export type { UrgentMessage } from "./messages/send-now.ts";
export {
  type GatewayProblemCode,
  type GatewayRefusal,
  type GatewayResult,
  gatewayProblems,
} from "./problems.ts";
export { SandboxMessage, SandboxPage, SandboxQuery } from "./sandbox/schemas.ts";
