import type { OutreachContext } from "../context.ts";
import type { TemplateApprovalOf } from "../templates/approval-setting.ts";
import type { CampaignLedger } from "./ledger.ts";

/** What the verbs of campaigns work with. */
export interface CampaignContext extends OutreachContext {
  readonly ledger: CampaignLedger;
  /** Where only approved templates are sent. */
  readonly approvalOf: TemplateApprovalOf;
}
