export { type SmppStatus, smppStatuses } from "./codes.ts";
export { createSmppProvider, smpp } from "./provider.ts";
export { type SmppSettings, smppSettings } from "./settings.ts";
