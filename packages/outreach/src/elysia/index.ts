export { importsController } from "./imports.ts";
export { type OutreachControllerOptions, unwrap } from "./options.ts";
