export {
  messagesErrors,
  reportCodes,
  smsStatuses,
  type VonageCode,
} from "./codes.ts";
export { createVonageProvider, vonage } from "./provider.ts";
export { type VonageSettings, vonageSettings } from "./settings.ts";
export { signVonage } from "./signature.ts";
