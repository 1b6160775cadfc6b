export {
  type AcceptedMessage,
  type ClientOptions,
  createSmsClient,
  type ListInput,
  type SendInput,
} from "./client.ts";
export { type FieldError, SmsApiError } from "./errors.ts";
export type { Patience } from "./fetch-again.ts";
export type { components, paths } from "./generated.ts";
export { verifyWebhook } from "./verify-webhook.ts";
