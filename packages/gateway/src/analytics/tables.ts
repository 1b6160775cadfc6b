import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { MessageStatus } from "../ledger/status.ts";

/**
 * How many messages of a UTC day are alike, by the day of their acceptance. A message is in exactly
 * one row, and moves to another when it changes. Kept when the messages are forgotten.
 */
export const messageTotals = pgTable(
  "message_totals",
  {
    organizationId: uuid("organization_id").notNull(),
    day: date().notNull(),
    category: text().$type<"otp" | "transactional" | "promotional">().notNull(),
    campaignId: uuid("campaign_id"),
    /** Of the last attempt; null before the first. */
    account: text(),
    status: text().$type<MessageStatus>().notNull(),
    /** A provider took it, or may have. */
    sent: boolean().notNull(),
    currency: text(),
    messages: bigint({ mode: "number" }).notNull(),
    segments: bigint({ mode: "number" }).notNull(),
    /** Sum of the prices that providers told, or else the rate card, exact. */
    price: numeric().notNull(),
  },
  (table) => [
    unique("message_totals_key")
      .on(
        table.organizationId,
        table.day,
        table.category,
        table.campaignId,
        table.account,
        table.status,
        table.sent,
        table.currency,
      )
      .nullsNotDistinct(),
  ],
);

/** How many messages people sent to us, by the UTC day on which we got them. */
export const inboundTotals = pgTable(
  "inbound_totals",
  {
    organizationId: uuid("organization_id").notNull(),
    day: date().notNull(),
    account: text().notNull(),
    messages: bigint({ mode: "number" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.day, table.account] })],
);

/**
 * As what each message is in `message_totals` now: what has to be taken out when it changes.
 * Partitioned and forgotten as the messages are.
 */
export const countedMessages = pgTable(
  "counted_messages",
  {
    organizationId: uuid("organization_id").notNull(),
    messageId: uuid("message_id").notNull(),
    sent: boolean().notNull(),
    status: text().$type<MessageStatus>().notNull(),
    account: text(),
    currency: text(),
    price: numeric(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.messageId] })],
);

/** How far each roll-up has read. */
export const rollUps = pgTable("roll_ups", {
  name: text().primaryKey(),
  /** The first transaction that has not been read. */
  position: bigint({ mode: "number" }).notNull().default(sql`0`),
  /** When it last had read all there was. */
  caughtUpAt: timestamp("caught_up_at", { withTimezone: true }),
});
