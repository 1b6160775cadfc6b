export { type AfricasTalkingCode, africasTalkingCodes } from "./codes.ts";
export { africastalking, createAfricasTalkingProvider } from "./provider.ts";
export { type AfricasTalkingSettings, africasTalkingSettings } from "./settings.ts";
