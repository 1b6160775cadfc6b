import type { OutreachContext } from "../context.ts";
import type { TemplateApprovalOf } from "../templates/approval-setting.ts";

/** What the verbs of campaigns work with. */
export interface CampaignContext extends OutreachContext {
  /** Where only approved templates are sent. */
  readonly approvalOf: TemplateApprovalOf;
}
