export { automationsController } from "./automations.ts";
export { campaignsController } from "./campaigns.ts";
export { type ConsentControllerOptions, consentController } from "./consent.ts";
export { contactsController } from "./contacts.ts";
export {
  conversationsController,
  inboxAlias,
  type SendingControllerOptions,
} from "./conversations.ts";
export { expectationsController, quarantineController } from "./expectations.ts";
export { groupsController } from "./groups.ts";
export { importsController } from "./imports.ts";
export {
  autoReplyRulesController,
  labelsController,
  quickRepliesController,
} from "./inbox-entries.ts";
export { type OutreachControllerOptions, unwrap } from "./options.ts";
export { segmentsController } from "./segments.ts";
export { templatesController } from "./templates.ts";
