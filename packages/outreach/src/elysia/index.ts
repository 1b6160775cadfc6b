export { campaignsController } from "./campaigns.ts";
export { contactsController } from "./contacts.ts";
export { groupsController } from "./groups.ts";
export { importsController } from "./imports.ts";
export { type OutreachControllerOptions, unwrap } from "./options.ts";
export { segmentsController } from "./segments.ts";
export { templatesController } from "./templates.ts";
