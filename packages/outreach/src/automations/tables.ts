import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { contacts } from "../contacts/tables.ts";
import type { Conditions } from "../segments/schemas.ts";
import type { AutomationState, EnrolmentState, Exits, Step, Trigger } from "./schemas.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** What an enrolment goes by from its first step to its last. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly exits: Exits;
  readonly category: "transactional" | "promotional";
  readonly from?: string;
  readonly provider?: string;
}

/** What is done by itself for contacts to whom something happens. */
export const automations = pgTable(
  "automations",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    state: text().$type<AutomationState>().notNull().default("DRAFT"),
    /** The plan of contacts that are enrolled from now on. */
    version: integer().notNull().default(1),
    trigger: jsonb().$type<Trigger>().notNull(),
    /** Only contacts that it finds are enrolled. */
    who: jsonb().$type<Conditions>(),
    again: boolean().notNull(),
    timeZone: text("time_zone").notNull(),
    /** How far what happened has been read, in the order of its writing; null: it is not active. */
    place: bigint({ mode: "number" }),
    /** The same by the clock, for dates. */
    datedUntil: moment("dated_until"),
    createdAt: moment("created_at").notNull().default(sql`now()`),
    updatedAt: moment("updated_at").notNull().default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex("automations_name").on(table.organizationId, table.name),
    index("automations_active").on(table.place).where(sql`place is not null`),
  ],
);

/** Plans that somebody is or may be under way by. */
export const automationPlans = pgTable(
  "automation_plans",
  {
    organizationId: uuid("organization_id").notNull(),
    automationId: uuid("automation_id").notNull(),
    version: integer().notNull(),
    plan: jsonb().$type<Plan>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.automationId, table.version] }),
    foreignKey({
      name: "automation_plans_automation",
      columns: [table.organizationId, table.automationId],
      foreignColumns: [automations.organizationId, automations.id],
    }).onDelete("cascade"),
  ],
);

/** Contacts on their way through automations. */
export const automationEnrolments = pgTable(
  "automation_enrolments",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    automationId: uuid("automation_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    /** How often the contact had been through it: always 0 where that is once. */
    n: integer().notNull(),
    version: integer().notNull(),
    /** Place of the next step in the flat plan. */
    position: smallint().notNull().default(0),
    /** When that is due; null: it has ended. */
    dueAt: moment("due_at"),
    /** Its automation is paused. */
    held: boolean().notNull().default(false),
    /** How often in a row its step was put off. */
    failures: smallint().notNull().default(0),
    state: text().$type<EnrolmentState>().notNull().default("ACTIVE"),
    reason: text(),
    enrolledAt: moment("enrolled_at").notNull().default(sql`now()`),
    endedAt: moment("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    // Whoever enrols somebody twice enrols them once.
    uniqueIndex("automation_enrolments_once").on(
      table.organizationId,
      table.automationId,
      table.contactId,
      table.n,
    ),
    index("automation_enrolments_due").on(table.dueAt).where(sql`due_at is not null and not held`),
    index("automation_enrolments_next")
      .on(table.organizationId, table.automationId, table.dueAt)
      .where(sql`due_at is not null`),
    index("automation_enrolments_contact").on(
      table.organizationId,
      table.contactId,
      table.enrolledAt,
    ),
    foreignKey({
      name: "automation_enrolments_plan",
      columns: [table.organizationId, table.automationId, table.version],
      foreignColumns: [
        automationPlans.organizationId,
        automationPlans.automationId,
        automationPlans.version,
      ],
    }).onDelete("cascade"),
    foreignKey({
      name: "automation_enrolments_contact",
      columns: [table.organizationId, table.contactId],
      foreignColumns: [contacts.organizationId, contacts.id],
    }).onDelete("cascade"),
  ],
);
