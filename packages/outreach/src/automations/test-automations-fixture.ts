import { type Database, fromPublicId } from "@nx/core";
import { settled } from "@nx/gateway/testing";
import { sql } from "drizzle-orm";
import { createTestCampaigns, must, type TestLedger } from "../campaigns/test-campaigns-fixture.ts";
import { type Contacts, contactsOf } from "../contacts/index.ts";
import type { ContactBody } from "../contacts/schemas.ts";
import { type Groups, groupsOf } from "../groups/index.ts";
import type { AutomationContext } from "./context.ts";
import { type Automations, automationsOf } from "./index.ts";
import {
  type AutomationBody,
  automationPrefix,
  type Enrolment,
  type EnrolmentQuery,
} from "./schemas.ts";
import { takeSteps } from "./take-steps.ts";
import { takeTriggers } from "./take-triggers.ts";

/** Automations over a database of a test, with the shortcuts that tests need. Nothing leaves. */
export interface TestAutomations {
  readonly organizationId: string;
  readonly context: AutomationContext;
  readonly automations: Automations;
  readonly contacts: Contacts;
  readonly groups: Groups;
  readonly ledger: TestLedger;
  /** An active automation; resolves to its id. */
  active(body: Partial<AutomationBody>): Promise<string>;
  contact(body: ContactBody): Promise<string>;
  /** Somebody writes to us. */
  receive(from: string, text: string): Promise<void>;
  /** Reads all that happened, and takes every step that is due. */
  run(): Promise<void>;
  /** Waits are over, and what was put off is due. */
  makeDue(): Promise<void>;
  /** Texts that were sent, in order, by number. */
  sent(): Promise<readonly { readonly to: string; readonly body: string }[]>;
  enrolments(id: string, query?: EnrolmentQuery): Promise<readonly Enrolment[]>;
}

/** Automations for tests; the database is migrated and stays the caller's. */
export function createTestAutomations(database: Database): TestAutomations {
  const { organizationId, context: campaigns, ledger } = createTestCampaigns(database);
  const context: AutomationContext = {
    ...campaigns,
    isKeyword: async ({ text }) => text === "STOP",
  };
  const as = (organization: string) => ({
    ...context,
    database: database.forOrganization(organization),
  });
  const automations = automationsOf(as);
  const contacts = contactsOf(as);
  return {
    ...{ organizationId, context, automations, contacts, ledger },
    groups: groupsOf(as),
    async active(body) {
      const made = must(
        await automations.create(organizationId, {
          name: `Automation ${context.newId()}`,
          trigger: { on: "nothing" },
          category: "transactional",
          steps: [{ do: "stop" }],
          ...body,
        }),
      );
      must(await automations.activate(organizationId, made.id));
      return made.id;
    },
    contact: async (body) => must(await contacts.create(organizationId, body)).id,
    async receive(from, text) {
      const id = context.newId();
      await database.orm.execute(sql`
        insert into inbound_messages
          (organization_id, id, account, external_id, sender, recipient, body, received_at)
        values (${organizationId}::uuid, ${id}::uuid, 'one', ${id}, ${from}, '+84700000001', ${text},
          clock_timestamp())`);
    },
    async run() {
      await settled(database);
      while ((await takeTriggers(context)) || (await takeSteps(context)));
    },
    async makeDue() {
      await database.orm.execute(sql`
        update automation_enrolments set due_at = now() where due_at is not null`);
    },
    async sent() {
      const rows = await database.orm.execute<{ to: string; body: string }>(sql`
        select recipient as to, body from messages order by created_at, id`);
      return [...rows];
    },
    enrolments: async (id, query = {}) =>
      must(await automations.enrolments(organizationId, id, query)).data,
  };
}

/** The UUID of an automation. */
export const uuidOf = (id: string): string => fromPublicId(automationPrefix, id) ?? "";
