export {
  AutomationPayload,
  BudgetPayload,
  CampaignPayload,
  ContactPayload,
  DisabledPayload,
  ExpectationPayload,
  eventTypes,
  InboundPayload,
  MessagePayload,
  TestPayload,
  WebhookPayload,
} from "./payloads.ts";
export { type Verified, verifyWebhook } from "./verify.ts";
