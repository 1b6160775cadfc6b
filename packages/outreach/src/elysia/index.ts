export {
  conversationsController,
  inboxAlias,
  type SendingControllerOptions,
} from "./conversations.ts";
export { expectationsController, quarantineController } from "./expectations.ts";
export {
  autoReplyRulesController,
  labelsController,
  quickRepliesController,
} from "./inbox-entries.ts";
export { type OutreachControllerOptions, unwrap } from "./options.ts";
