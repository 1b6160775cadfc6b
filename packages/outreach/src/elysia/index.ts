export { type OutreachControllerOptions, unwrap } from "./options.ts";
export { templatesController } from "./templates.ts";
