export { type TwilioCode, twilioCodes } from "./codes.ts";
export { createTwilioProvider, twilio } from "./provider.ts";
export { type TwilioSettings, twilioSettings } from "./settings.ts";
export { signTwilio } from "./signature.ts";
