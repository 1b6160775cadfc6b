export { type ConsentControllerOptions, consentController } from "./consent.ts";
export { type OutreachControllerOptions, unwrap } from "./options.ts";
