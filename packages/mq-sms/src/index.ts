// Callbacks
export type {
  CallbackRead,
  CallbackRefusal,
  CallbackRefused,
  CallbackResult,
  ConsentFact,
  InboundFact,
  InboundPart,
  ReceivedFacts,
  ReportFact,
  ReportStatus,
} from "./callbacks/facts.ts";
export {
  type CallbackPurpose,
  type CallbackRequest,
  maxCallbackBytes,
  toCallbackRequest,
} from "./callbacks/request.ts";
// Sending
export {
  type ChannelAttempt,
  type ChannelMessage,
  type ChannelResult,
  type ChannelSendOptions,
  type ChannelSetup,
  createSmsChannel,
  type SmsChannel,
} from "./channel.ts";
export { compareDecimals, isDecimal, multiplyDecimal, sumDecimals } from "./decimal.ts";
// The contract
export {
  explainSendError,
  type SendError,
  type SendErrorCode,
  type SendErrorMeaning,
  sendErrors,
} from "./errors.ts";
export { createPartJoiner, type PartJoiner, type PartJoinerOptions } from "./inbound-parts.ts";
export { isFailure, rejected, unknown } from "./outcome.ts";
export {
  countryOf,
  isRegion,
  maskPhone,
  type ParsedPhone,
  type Phone,
  type PhoneProblem,
  type PhoneType,
  parsePhone,
  type Region,
} from "./phone.ts";
// Routing and prices
export { type Preview, preview } from "./pricing/preview.ts";
export { findRate, type Priced, RateCard } from "./pricing/rate-card.ts";
export type {
  Capabilities,
  HealthFact,
  MessageReference,
  Money,
  NetworkMemory,
  OutboundSms,
  ProviderDefinition,
  ProviderRuntime,
  SendAccepted,
  SendFailure,
  SendOutcome,
  SendRejected,
  SendUnknown,
  SettingsProblem,
  SmsCategory,
  SmsProvider,
} from "./provider.ts";
// Providers and their settings
export {
  type AfricasTalkingCode,
  type AfricasTalkingSettings,
  africasTalkingCodes,
  africasTalkingSettings,
  createAfricasTalkingProvider,
} from "./providers/africastalking/index.ts";
export { createFrom, createProvider, type SettingsInput } from "./providers/create-provider.ts";
export {
  isProviderKind,
  type ProviderKind,
  type ProviderSettings,
  providers,
} from "./providers/index.ts";
export {
  createSmppProvider,
  type SmppSettings,
  type SmppStatus,
  smppSettings,
  smppStatuses,
} from "./providers/smpp/index.ts";
export {
  createTwilioProvider,
  signTwilio,
  type TwilioCode,
  type TwilioSettings,
  twilioCodes,
  twilioSettings,
} from "./providers/twilio/index.ts";
export {
  createVeevoTechProvider,
  type VeevoTechSettings,
  veevoTechSettings,
} from "./providers/veevotech/index.ts";
export {
  createCipher,
  createNetworkMemory,
  createVnpayProvider,
  type PayloadCipher,
  type Plaintext,
  type PreparedSms,
  prepareSms,
  type TMQSMSClientConfig,
  toListItem,
  toSingleRequest,
  type VietnameseNetworkId,
  type VnpayEncryption,
  type VnpayListItem,
  type VnpayResponse,
  type VnpaySingleRequest,
  type VnpayStatus,
  vietnameseNetwork,
  vietnameseNetworks,
  vnpayListItem,
  vnpayResponse,
  vnpaySettings,
  vnpaySingleRequest,
  vnpayStatuses,
} from "./providers/vnpay/index.ts";
export {
  createVonageProvider,
  messagesErrors as vonageMessagesErrors,
  reportCodes as vonageReportCodes,
  signVonage,
  smsStatuses as vonageSmsStatuses,
  type VonageCode,
  type VonageSettings,
  vonageSettings,
} from "./providers/vonage/index.ts";
export {
  type Circuit,
  type CircuitEvent,
  type CircuitHealth,
  type CircuitSettings,
  circuitDefaults,
  healthOf,
  newCircuit,
  recordEvent,
} from "./routing/circuit.ts";
export { type ExplainLocale, explainPlan } from "./routing/explain.ts";
export { type NextStep, nextStep, type RouteAttempt } from "./routing/failover.ts";
export {
  planRoute,
  type RouteAccount,
  type RouteCandidate,
  type RouteExclusion,
  type RouteMessage,
  type RoutePlan,
  type RouteReason,
  type RouteSetup,
} from "./routing/plan.ts";
export { defaultRules, RouteRule } from "./routing/rules.ts";
export { InvalidSettingsError, type ParsedSettings, parseSettings } from "./settings.ts";
export { isGsm7 } from "./text/gsm7.ts";
// Text
export type { NationalLanguage, NationalTable } from "./text/national-tables.ts";
export {
  type CharacterAt,
  type Segmentation,
  type SegmentOptions,
  type SmsEncoding,
  segments,
  splitSegments,
} from "./text/segments.ts";
export { stripVietnamese } from "./text/strip-vietnamese.ts";
export {
  type CharacterReplacement,
  type ReplacementSuggestion,
  suggestReplacements,
} from "./text/suggest-replacements.ts";
export { type GsmText, type Replacement, toGsm } from "./text/to-gsm.ts";
