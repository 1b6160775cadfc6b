import { sql } from "drizzle-orm";
import {
  bigint,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ExpectationStatus, QuarantineReason } from "./schemas.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Questions that were sent to people, and how they were decided. */
export const expectations = pgTable(
  "expectations",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    kind: text().notNull(),
    requestId: text("request_id").notNull(),
    /** The request id as it is looked for: letters and digits alone. */
    requestKey: text("request_key").notNull(),
    /** The first one is for it, the others are against. */
    answers: text().array().notNull(),
    text: text().notNull(),
    sender: text(),
    quorum: integer().notNull(),
    asked: integer().notNull(),
    // Kept in this row, so that two answers at once see each other.
    inFavour: integer("in_favour").notNull().default(0),
    against: integer().notNull().default(0),
    status: text().$type<ExpectationStatus>().notNull().default("open"),
    expiresAt: moment("expires_at").notNull(),
    createdAt: moment("created_at").notNull(),
    decidedAt: moment("decided_at"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex("expectations_request").on(table.organizationId, table.requestKey),
    index("expectations_open").on(table.expiresAt).where(sql`status = 'open'`),
  ],
);

/** Who was asked, and what they answered. */
export const expectationRecipients = pgTable(
  "expectation_recipients",
  {
    organizationId: uuid("organization_id").notNull(),
    expectationId: uuid("expectation_id").notNull(),
    phone: text().notNull(),
    /** The message that asked; null until it is accepted. */
    messageId: uuid("message_id"),
    /** Why it could not be sent. */
    refusal: text(),
    answer: text(),
    answeredAt: moment("answered_at"),
    inboundId: uuid("inbound_id"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.expectationId, table.phone] }),
    index("expectation_recipients_phone").on(
      table.organizationId,
      table.phone,
      table.expectationId,
    ),
    foreignKey({
      columns: [table.organizationId, table.expectationId],
      foreignColumns: [expectations.organizationId, expectations.id],
      name: "expectation_recipients_expectation",
    }).onDelete("cascade"),
  ],
);

/** What became of expectations, append-only; `position` is the writing transaction. */
export const expectationEvents = pgTable(
  "expectation_events",
  {
    organizationId: uuid("organization_id").notNull(),
    expectationId: uuid("expectation_id").notNull(),
    /** What it tells of, so that the same fact is written once: `outcome`. */
    key: text().notNull(),
    type: text().notNull(),
    at: moment("at").notNull(),
    position: bigint({ mode: "number" })
      .notNull()
      .default(sql`(pg_current_xact_id()::text::bigint)`),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.expectationId, table.key] }),
    index("expectation_events_stream").on(table.organizationId, table.position),
  ],
);

/** Answers that nobody could be sure about, for a person to look at. */
export const quarantinedAnswers = pgTable(
  "quarantined_answers",
  {
    organizationId: uuid("organization_id").notNull(),
    inboundId: uuid("inbound_id").notNull(),
    phone: text().notNull(),
    number: text().notNull(),
    reason: text().$type<QuarantineReason>().notNull(),
    /** Which expectation it is about, where that is sure. */
    expectationId: uuid("expectation_id"),
    /** What was answered, where that is sure. */
    answer: text(),
    receivedAt: moment("received_at").notNull(),
    resolution: text().$type<"assigned" | "dismissed">(),
    resolvedBy: text("resolved_by"),
    resolvedAt: moment("resolved_at"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.inboundId] }),
    index("quarantined_answers_phone").on(table.organizationId, table.phone),
  ],
);
