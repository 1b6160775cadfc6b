export { campaignEraser } from "./campaigns/erase.ts";
export type { Campaigns } from "./campaigns/index.ts";
export type { CampaignAnswer, CampaignLedger, CampaignMessage } from "./campaigns/ledger.ts";
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
export type { Contacts } from "./contacts/index.ts";
export { contactEraser } from "./contacts/remove.ts";
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
export { NotCsv } from "./csv/decode-text.ts";
export type { PersonRow, RefusedRow, TableRow } from "./csv/open-table.ts";
export { type AudienceOptions, readAudience } from "./csv/read-audience.ts";
export { Repair, RowRefusal } from "./csv/schemas.ts";
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
export { createOutreach, type Outreach, type OutreachOptions } from "./outreach.ts";
export {
  type OutreachProblemCode,
  type OutreachRefusal,
  type OutreachResult,
  outreachProblems,
} from "./problems.ts";
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
