import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { RateCard } from "mq-sms";

const moment = (name: string) => timestamp(name, { withTimezone: true });
const amount = (name: string) => numeric(name).notNull();

/**
 * Limits on what an organization spends. What a budget counts never changes; whoever wants otherwise
 * makes another one. Prepaid credit is one without an end, whose amount is what was paid in.
 */
export const budgets = pgTable(
  "budgets",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    period: text().$type<"hour" | "day" | "month" | "credit">().notNull(),
    currency: text().notNull(),
    amount: amount("amount"),
    /** The last part of credit, for one-time codes alone. */
    kept: amount("kept").default("0"),
    // What it counts; all of them must fit.
    category: text().$type<"otp" | "transactional" | "promotional">(),
    country: text(),
    campaignId: uuid("campaign_id"),
    keyId: text("key_id"),
    createdAt: moment("created_at").notNull(),
    /** From then on it counts nothing. */
    endedAt: moment("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex("budgets_credit")
      .on(table.organizationId, table.currency)
      .where(sql`period = 'credit'`),
  ],
);

/** How much of a budget is used in an hour, day or month: what is locked to decide. */
export const budgetPeriods = pgTable(
  "budget_periods",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    budgetId: uuid("budget_id").notNull(),
    startsAt: moment("starts_at").notNull(),
    /** `infinity` for credit. */
    endsAt: moment("ends_at").notNull(),
    // Of the budget, so that one lock holds all that decides.
    amount: amount("amount"),
    kept: amount("kept"),
    // What changes comes last, and is in no index.
    held: amount("held").default("0"),
    spent: amount("spent").default("0"),
    /** Percentage that was told of in this period: 0, 80 or 100. */
    told: smallint().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex("budget_periods_budget").on(table.organizationId, table.budgetId, table.startsAt),
  ],
);

/**
 * The money ledger, append-only: by how much each entry changes what is held, spent and paid in. Of a
 * message the first entry is its hold, and the sums are what it holds and has cost.
 */
export const moneyEntries = pgTable(
  "money_entries",
  {
    organizationId: uuid("organization_id").notNull(),
    /** The message, or the payment itself. */
    subjectId: uuid("subject_id").notNull(),
    /** Number of the entry within its subject, from 1. */
    n: integer().notNull(),
    kind: text().$type<"hold" | "commit" | "correction" | "release" | "top_up">().notNull(),
    currency: text().notNull(),
    held: amount("held").default("0"),
    spent: amount("spent").default("0"),
    paidIn: amount("paid_in").default("0"),
    at: moment("at").notNull(),
    /** Of a hold: the periods of budgets that it counts in. */
    periods: uuid().array(),
    /** Of a payment: the payer's own name for it, so that it is booked once. */
    reference: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.subjectId, table.n] }),
    uniqueIndex("money_entries_reference")
      .on(table.organizationId, table.reference)
      .where(sql`reference is not null`),
  ],
);

/** That a budget was used to 80 or 100 percent, append-only. Read by `position`, as message events. */
export const budgetEvents = pgTable(
  "budget_events",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull().default(sql`gen_random_uuid()`),
    type: text().$type<"budget.threshold">().notNull(),
    budgetId: uuid("budget_id").notNull(),
    periodId: uuid("period_id").notNull(),
    percent: smallint().notNull(),
    at: moment("at").notNull(),
    position: bigint({ mode: "number" })
      .notNull()
      .default(sql`(pg_current_xact_id()::text::bigint)`),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("budget_events_stream").on(table.organizationId, table.position),
  ],
);

/** What messages cost an organization that has terms of its own. */
export const rateCards = pgTable("rate_cards", {
  organizationId: uuid("organization_id").primaryKey(),
  card: jsonb().$type<RateCard>().notNull(),
  /** Another one for every change, so that processes see which they have. */
  version: uuid().notNull(),
  updatedAt: moment("updated_at").notNull(),
});
