export { createOutreach, type Outreach, type OutreachOptions } from "./outreach.ts";
export {
  type OutreachProblemCode,
  type OutreachRefusal,
  type OutreachResult,
  outreachProblems,
} from "./problems.ts";
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
