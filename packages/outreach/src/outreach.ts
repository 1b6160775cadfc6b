import {
  type Clock,
  type Config,
  type Database,
  type Job,
  type Logger,
  newUuid,
  systemClock,
} from "@nx/core";
import type { Gateway } from "@nx/gateway";
import { forgetAnswers } from "./consent/forget-answers.ts";
import { createConsent, type KeywordsAndLists } from "./consent/index.ts";
import { consentSettingsOf } from "./consent/settings.ts";
import type { OutreachContext } from "./context.ts";

export interface OutreachOptions {
  readonly database: Database;
  readonly gateway: Gateway;
  readonly logger: Logger;
  /** Without it, everything is as it is where nothing is set. */
  readonly config?: Pick<Config, "read">;
  readonly clock?: Clock;
  readonly newId?: () => string;
}

/** People, and what is said to them. Every verb answers with a value or a refusal. */
export interface Outreach {
  readonly consent: KeywordsAndLists;
  /** Work that goes on in the background, for `createJobs` of `@nx/core`. */
  readonly jobs: readonly Job[];
}

/** Outreach over a migrated database and a gateway. */
export function createOutreach(options: OutreachOptions): Outreach {
  const { clock = systemClock, newId = () => newUuid(clock) } = options;
  const context: OutreachContext = { ...options, clock, newId };
  return {
    consent: createConsent(context, consentSettingsOf(options.config)),
    jobs: [forgetAnswers(context)],
  };
}
