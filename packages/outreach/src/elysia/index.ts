export { type OutreachControllerOptions, unwrap } from "./options.ts";
