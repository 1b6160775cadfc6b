import type { ReceivedMessage } from "@nx/gateway";
import type { OutreachContext } from "../context.ts";
import type { TemplateApprovalOf } from "../templates/approval-setting.ts";

/** What the verbs of automations work with. */
export interface AutomationContext extends OutreachContext {
  /** Where only approved templates are sent. */
  readonly approvalOf: TemplateApprovalOf;
  /** Somebody else answers it, as STOP and START are: it enrols nobody. */
  readonly isKeyword: (message: ReceivedMessage) => Promise<boolean>;
}
