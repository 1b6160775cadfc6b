import { type Clock, type Database, type Job, type Logger, newUuid, systemClock } from "@nx/core";
import type { Gateway } from "@nx/gateway";
import type { CampaignContext } from "./campaigns/context.ts";
import { type Campaigns, campaignsOf } from "./campaigns/index.ts";
import { type CampaignLedger, noLedger } from "./campaigns/ledger.ts";
import { runCampaigns } from "./campaigns/run.ts";
import { type Contacts, contactsOf } from "./contacts/index.ts";
import { type Groups, groupsOf } from "./groups/index.ts";
import { forgetReports } from "./imports/forget-rows.ts";
import { createImports, type Imports } from "./imports/imports.ts";
import { type Segments, segmentsOf } from "./segments/index.ts";
import { noApproval, type TemplateApprovalOf } from "./templates/approval-setting.ts";
import { createTemplates, type Templates } from "./templates/templates.ts";

export interface OutreachOptions {
  readonly database: Database;
  readonly gateway: Gateway;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly newId?: () => string;
  /** Where the messages of campaigns go. @default nowhere */
  readonly ledger?: CampaignLedger;
  /** Where only approved templates are sent: `templateApprovalOf(config)`. @default nowhere */
  readonly templateApproval?: TemplateApprovalOf;
}

/** People, and what is said to them. Every verb answers with a value or a refusal. */
export interface Outreach {
  readonly contacts: Contacts;
  readonly groups: Groups;
  readonly segments: Segments;
  readonly imports: Imports;
  readonly campaigns: Campaigns;
  /** Texts with places for values; its `compose` is the gateway's `composeTexts`. */
  readonly templates: Templates;
  /** Work that goes on in the background, for `createJobs` of `@nx/core`. */
  readonly jobs: readonly Job[];
}

/** Outreach over a migrated database and a gateway. */
export function createOutreach(options: OutreachOptions): Outreach {
  const { clock = systemClock, newId = () => newUuid(clock), ledger = noLedger } = options;
  const { templateApproval = () => noApproval } = options;
  const context: CampaignContext = {
    ...options,
    clock,
    newId,
    ledger,
    approvalOf: templateApproval,
  };
  /** What an organization asks for sees its own rows only, whatever a statement says. */
  const as = (organizationId: string): CampaignContext => ({
    ...context,
    database: context.database.forOrganization(organizationId),
  });
  return {
    contacts: contactsOf(as),
    groups: groupsOf(as),
    segments: segmentsOf(as),
    imports: createImports(as),
    campaigns: campaignsOf(as),
    templates: createTemplates(context, templateApproval),
    jobs: [forgetReports(context), runCampaigns(context)],
  };
}
