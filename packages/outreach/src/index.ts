export type { Expectations } from "./expectations/index.ts";
export {
  AssignBody,
  Expectation,
  ExpectationBody,
  ExpectationStatus,
  QuarantinedAnswer,
  QuarantinePage,
  QuarantineQuery,
  QuarantineReason,
} from "./expectations/schemas.ts";
export type { Entries, Inbox } from "./inbox/index.ts";
export {
  AutoReplyRule,
  AutoReplyRuleBody,
  AutoReplyRuleList,
  Conversation,
  ConversationPage,
  ConversationPatch,
  ConversationQuery,
  ConversationReply,
  Hours,
  Label,
  LabelBody,
  LabelList,
  QuickReply,
  QuickReplyBody,
  QuickReplyList,
  Thread,
  ThreadQuery,
} from "./inbox/schemas.ts";
export { createOutreach, type Outreach, type OutreachOptions } from "./outreach.ts";
export {
  type OutreachProblemCode,
  type OutreachRefusal,
  type OutreachResult,
  outreachProblems,
} from "./problems.ts";
