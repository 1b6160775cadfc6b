import { type Clock, type Database, type Job, type Logger, newUuid, systemClock } from "@nx/core";
import {
  defaultRetention,
  type Eraser,
  type Gateway,
  type PersonExporter,
  type ReceivedMessage,
  type RetentionOf,
  systemTiming,
  type Timing,
} from "@nx/gateway";
import { exportEnrolments } from "./automations/export-person.ts";
import { type Automations, automationsOf } from "./automations/index.ts";
import { startAutomations } from "./automations/run.ts";
import { campaignEraser } from "./campaigns/erase.ts";
import { exportRecipient } from "./campaigns/export-person.ts";
import { forgettingAudiences } from "./campaigns/forget-audiences.ts";
import { type Campaigns, campaignsOf } from "./campaigns/index.ts";
import { startCampaigns } from "./campaigns/run.ts";
import { forgetAnswers } from "./consent/forget-answers.ts";
import { createConsent, type KeywordsAndLists } from "./consent/index.ts";
import { type ConsentSettings, consentSettingsOf } from "./consent/settings.ts";
import { exportContact, exportContactEvents } from "./contacts/export-person.ts";
import { type Contacts, contactsOf } from "./contacts/index.ts";
import { contactEraser } from "./contacts/remove.ts";
import type { OutreachContext } from "./context.ts";
import { exportAnswers, exportQuarantined } from "./expectations/export-person.ts";
import { createExpectations, type Expectations } from "./expectations/index.ts";
import { type Groups, groupsOf } from "./groups/index.ts";
import { exportReportedRows } from "./imports/export-person.ts";
import { forgetReports, reportEraser } from "./imports/forget-rows.ts";
import { createImports, type Imports } from "./imports/imports.ts";
import { eraseFromInbox } from "./inbox/erase.ts";
import { exportConversations } from "./inbox/export-person.ts";
import { forgetInbox } from "./inbox/forget.ts";
import { createInbox, type Inbox } from "./inbox/index.ts";
import { startInbox } from "./inbox/run.ts";
import { type Segments, segmentsOf } from "./segments/index.ts";
import { noApproval, type TemplateApprovalOf } from "./templates/approval-setting.ts";
import { createTemplates, type Templates } from "./templates/templates.ts";

export interface OutreachOptions {
  readonly database: Database;
  readonly gateway: Gateway;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly newId?: () => string;
  readonly timing?: Pick<Timing, "delay">;
  /** Words of their own of organizations: `consentSettingsOf(config)`. @default none */
  readonly consent?: (organizationId: string) => ConsentSettings;
  /** For how long each organization keeps texts: `retentionOf(config)`. @default `defaultRetention` */
  readonly retention?: RetentionOf;
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
  readonly automations: Automations;
  /** Texts with places for values; its `compose` is the gateway's `composeTexts`. */
  readonly templates: Templates;
  /** What people say by keywords: `readKeyword` and `answerKeyword` are for the gateway. */
  readonly consent: KeywordsAndLists;
  readonly inbox: Inbox;
  readonly expectations: Expectations;
  /** Work that goes on in the background, for `createJobs` of `@nx/core`. */
  readonly jobs: readonly Job[];
  /** Forgets a person here, for `alsoErase` of the gateway. */
  readonly erase: Eraser;
  /** All that is held of a person here, for `alsoExport` of the gateway. */
  readonly exportPerson: PersonExporter;
  /** Begins to read what happens, and to take campaigns and automations further. Fails for nothing: what cannot be done now is tried again. */
  start(): void;
  stop(): Promise<void>;
}

/** Outreach over a migrated database and a gateway. */
export function createOutreach(options: OutreachOptions): Outreach {
  const { clock = systemClock, newId = () => newUuid(clock), timing = systemTiming } = options;
  const { consent: wordsOf = consentSettingsOf(undefined) } = options;
  const { templateApproval: approvalOf = () => noApproval } = options;
  const { retention = () => defaultRetention } = options;
  const context: OutreachContext = { ...options, clock, newId };
  const { database } = context;
  /** What an organization asks for sees its own rows only, whatever a statement says. */
  const as = (organizationId: string): OutreachContext => ({
    ...context,
    database: database.forOrganization(organizationId),
  });
  const erasers: readonly Eraser[] = [
    contactEraser(database),
    reportEraser(database),
    campaignEraser(database),
    (person) => eraseFromInbox(database, person),
  ];
  const consent = createConsent(context, wordsOf);
  /** No rule of the inbox answers what a keyword answers, and no automation begins by it. */
  const isKeyword = async ({ organizationId, text }: ReceivedMessage): Promise<boolean> =>
    consent.readKeyword(organizationId, { text: text ?? "" }) !== undefined;
  let running: readonly { stop(): Promise<void> }[] = [];
  return {
    contacts: contactsOf(as),
    groups: groupsOf(as),
    segments: segmentsOf(as),
    imports: createImports(as),
    campaigns: campaignsOf((organizationId) => ({ ...as(organizationId), approvalOf })),
    automations: automationsOf((organizationId) => ({ ...as(organizationId), approvalOf })),
    templates: createTemplates(context, approvalOf),
    consent,
    inbox: createInbox(as),
    expectations: createExpectations(as),
    jobs: [
      forgetReports(context),
      forgetInbox(context),
      forgetAnswers(context),
      forgettingAudiences(context, retention),
    ],
    async erase(person, signal) {
      for (const forget of erasers) await forget(person, signal);
    },
    exportPerson(person) {
      const own = as(person.organizationId);
      return {
        contacts: exportContact(own, person),
        contactEvents: exportContactEvents(own, person),
        conversations: exportConversations(own, person),
        campaigns: exportRecipient(own, person),
        automations: exportEnrolments(own, person),
        expectations: exportAnswers(own, person),
        quarantinedAnswers: exportQuarantined(own, person),
        importRows: exportReportedRows(own, person),
      };
    },
    start() {
      running = [
        startInbox({ ...context, isKeyword, timing }),
        startCampaigns({ ...context, approvalOf, timing }),
        startAutomations({ ...context, approvalOf, isKeyword, timing }),
      ];
    },
    async stop() {
      await Promise.all(running.map((each) => each.stop()));
    },
  };
}
