export type { Automations } from "./automations/index.ts";
export {
  Automation,
  AutomationBody,
  AutomationDetail,
  AutomationList,
  AutomationPatch,
  AutomationState,
  EnrolBody,
  Enrolment,
  EnrolmentPage,
  EnrolmentQuery,
  EnrolmentState,
  EnrolReply,
  Exits,
  Step,
  Trigger,
} from "./automations/schemas.ts";
export type { Campaigns } from "./campaigns/index.ts";
export {
  ActionBody,
  Bucket,
  Campaign,
  CampaignBody,
  CampaignDetail,
  CampaignPage,
  CampaignPatch,
  CampaignQuery,
  CampaignState,
  CampaignStats,
  Forecast,
  RecipientPage,
  RecipientQuery,
  RecipientsBody,
  RecipientsReply,
  TestBody,
} from "./campaigns/schemas.ts";
export type { KeywordsAndLists } from "./consent/index.ts";
export { OptOutImport } from "./consent/schemas.ts";
export { ConsentSettings, consentSetting, consentSettingsOf } from "./consent/settings.ts";
export type { Contacts } from "./contacts/index.ts";
export {
  BatchBody,
  BatchReply,
  Contact,
  ContactBody,
  ContactEventType,
  ContactLink,
  ContactPage,
  ContactPatch,
  ContactQuery,
  LinkKind,
} from "./contacts/schemas.ts";
export { zonesOfContacts } from "./contacts/zones-of.ts";
export { NotCsv } from "./csv/decode-text.ts";
export type { PersonRow, RefusedRow, TableRow } from "./csv/open-table.ts";
export { type AudienceOptions, readAudience } from "./csv/read-audience.ts";
export { Repair, RowRefusal } from "./csv/schemas.ts";
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
export type { Groups } from "./groups/index.ts";
export {
  Group,
  GroupBody,
  GroupList,
  GroupPatch,
  MembersBody,
  MembersReply,
} from "./groups/schemas.ts";
export type { Imports } from "./imports/imports.ts";
export {
  ContactImport,
  ExportQuery,
  ImportPreview,
  ImportQuery,
  PreviewQuery,
} from "./imports/schemas.ts";
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
export { createQuietHours, type QuietHoursOptions } from "./quiet-hours/quiet-hours.ts";
export { QuietHoursSettings, quietHoursOf, quietHoursSetting } from "./quiet-hours/settings.ts";
export type { Segments } from "./segments/index.ts";
export {
  Segment,
  SegmentBody,
  SegmentList,
  SegmentPatch,
  SegmentPreview,
  SegmentQuery,
} from "./segments/schemas.ts";
export { Selection } from "./segments/select.ts";
export {
  type TemplateApproval,
  type TemplateApprovalOf,
  templateApprovalOf,
  templateApprovalSetting,
} from "./templates/approval-setting.ts";
export {
  type CompiledTemplate,
  compileTemplate,
  type Render,
  type Rendered,
} from "./templates/compile.ts";
export type { Decision } from "./templates/decide.ts";
export {
  Approval,
  PreviewBody,
  Rejection,
  TemplateBody,
  TemplateChange,
  TemplateContent,
  TemplatePage,
  TemplatePreview,
  TemplateQuery,
  TemplateText,
  TemplateVariable,
  TemplateVersion,
  TemplateView,
  TextLint,
  VariableKind,
  VersionChoice,
  VersionPage,
} from "./templates/schemas.ts";
export type { Templates } from "./templates/templates.ts";
export { TimelineItem, TimelinePage, TimelineQuery } from "./timeline/schemas.ts";
