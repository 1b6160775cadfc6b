export { AnalyticsGrouping, AnalyticsQuery, AnalyticsReply } from "./analytics/schemas.ts";
export type { LedgerCampaigns } from "./campaigns/campaigns.ts";
export type { Consent } from "./consent/consent.ts";
export type { Keyword, KeywordReceived, ReadConsent, Said } from "./consent/keywords.ts";
export {
  ConsentBody,
  ConsentEvent,
  ConsentQuery,
  ConsentState,
  OptOut,
  OptOutPage,
} from "./consent/schemas.ts";
export type { ConsentChange } from "./consent/write-consents.ts";
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
export type { Eraser, KnownPerson, Person, PersonExporter } from "./erasure/person.ts";
export { Erasure, PersonBody } from "./erasure/schemas.ts";
export {
  byPlace,
  type Place,
  type PlacedRow,
  type PlacePage,
  toPages,
} from "./events/by-place.ts";
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
export type { ReceivedMessage, ReceivedPage } from "./inbound/read-inbound.ts";
export { uuidAt } from "./ledger/partitions.ts";
export { MessageStatus } from "./ledger/status.ts";
export type { LimitScope, LimitState, NamedLimit } from "./limits/bucket.ts";
export type { LimitedKey, LimitSubject } from "./limits/layers.ts";
export { createLimits, type Limits, type LimitsOptions, type Taken } from "./limits/limits.ts";
export type { LimitedMessage } from "./limits/scenarios.ts";
export {
  limitSettings,
  RateSettings,
  rateSetting,
  Scenario,
  ScenarioSettings,
  scenarioSetting,
} from "./limits/settings.ts";
export type { PlannedMessage } from "./messages/accept-within.ts";
export type { ComposedText, ComposeTexts, TextRequest } from "./messages/compose.ts";
export { toCell } from "./messages/export-csv.ts";
export type {
  FollowedEvent,
  MessageEventType,
} from "./messages/read-message-events.ts";
export {
  AcceptedMessage,
  BatchBody,
  BatchPreview,
  BatchReply,
  Category,
  EventView,
  Language,
  ListQuery,
  MessageDetail,
  MessagePage,
  MessageView,
  PreviewReply,
  RouteQuestion,
  RouteReply,
  SendBody,
  time,
  VariableValues,
} from "./messages/schemas.ts";
export type { Sent } from "./messages/send.ts";
export type { UrgentMessage } from "./messages/send-now.ts";
export type { SentBy } from "./messages/sent-by.ts";
export type { Money } from "./money/money.ts";
export {
  BudgetBody,
  BudgetChange,
  BudgetList,
  BudgetView,
  CreditChange,
  CreditList,
  CreditView,
  EntryPage,
  EntryQuery,
  EntryView,
  RateCardView,
  TopUpBody,
  UsageQuery,
  UsageReply,
} from "./money/schemas.ts";
export {
  type GatewayProblemCode,
  type GatewayRefusal,
  type GatewayResult,
  gatewayProblems,
} from "./problems.ts";
export type { Departure, HourVerdict, QuietHours } from "./quiet-hours/quiet-hours.ts";
export {
  defaultRetention,
  type Retention,
  type RetentionOf,
  retentionOf,
  retentionSetting,
} from "./retention/setting.ts";
export { SandboxMessage, SandboxPage, SandboxQuery } from "./sandbox/schemas.ts";
export type { Webhooks } from "./webhooks/index.ts";
export {
  BudgetPayload,
  CampaignPayload,
  ContactPayload,
  DisabledPayload,
  ExpectationPayload,
  InboundPayload,
  MessagePayload,
  TestPayload,
  type Verified,
  verifyWebhook,
  WebhookPayload,
} from "./webhooks/receive.ts";
export {
  Delivery,
  DeliveryDetail,
  DeliveryPage,
  DeliveryQuery,
  ReplayBody,
  ReplayReply,
  Webhook,
  WebhookBody,
  WebhookList,
  WebhookPatch,
  WebhookWithSecret,
} from "./webhooks/schemas.ts";
export type { ToldEvent } from "./webhooks/tell.ts";
