import { type Clock, type Database, type Job, type Logger, newUuid, systemClock } from "@nx/core";
import type { Gateway } from "@nx/gateway";
import type { OutreachContext } from "./context.ts";
import { noApproval, type TemplateApprovalOf } from "./templates/approval-setting.ts";
import { createTemplates, type Templates } from "./templates/templates.ts";

export interface OutreachOptions {
  readonly database: Database;
  readonly gateway: Gateway;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly newId?: () => string;
  /** Where only approved templates are sent: `templateApprovalOf(config)`. @default nowhere */
  readonly templateApproval?: TemplateApprovalOf;
}

/** People, and what is said to them. Every verb answers with a value or a refusal. */
export interface Outreach {
  /** Texts with places for values; its `compose` is the gateway's `composeTexts`. */
  readonly templates: Templates;
  /** Work that goes on in the background, for `createJobs` of `@nx/core`. */
  readonly jobs: readonly Job[];
}

/** Outreach over a migrated database and a gateway. */
export function createOutreach(options: OutreachOptions): Outreach {
  const { clock = systemClock, newId = () => newUuid(clock) } = options;
  const context: OutreachContext = { ...options, clock, newId };
  const { templateApproval = () => noApproval } = options;
  return { templates: createTemplates(context, templateApproval), jobs: [] };
}
