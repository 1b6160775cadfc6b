import type { OutreachContext } from "../context.ts";
import type { CampaignLedger } from "./ledger.ts";

/** What the verbs of campaigns work with. */
export interface CampaignContext extends OutreachContext {
  readonly ledger: CampaignLedger;
}
