import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Hours } from "./schemas.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/**
 * What is said between a phone and one of our numbers. Made by what the phone writes; texts stay in
 * the ledger, where they are deleted when their time is over.
 */
export const conversations = pgTable(
  "conversations",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    phone: text().notNull(),
    /** Our number, as the provider writes it. */
    number: text().notNull(),
    /** The account that brought the last inbound message. */
    account: text().notNull(),
    status: text().$type<"open" | "closed">().notNull().default("open"),
    unread: integer().notNull().default(0),
    /** `usr_…` */
    assignee: text(),
    /** Of the newest message, either way; what is newest is told by the id. */
    lastMessageId: uuid("last_message_id").notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex("conversations_phone").on(table.organizationId, table.phone, table.number),
    index("conversations_last").on(table.organizationId, table.lastMessageId),
  ],
);

/** Labels that conversations may have. */
export const labels = pgTable(
  "inbox_labels",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    /** `#rrggbb` */
    colour: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex("inbox_labels_name").on(table.organizationId, table.name),
  ],
);

/** Which conversation has which label. */
export const conversationLabels = pgTable(
  "conversation_labels",
  {
    organizationId: uuid("organization_id").notNull(),
    conversationId: uuid("conversation_id").notNull(),
    labelId: uuid("label_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.conversationId, table.labelId] }),
    index("conversation_labels_label").on(table.organizationId, table.labelId),
    foreignKey({
      columns: [table.organizationId, table.conversationId],
      foreignColumns: [conversations.organizationId, conversations.id],
      name: "conversation_labels_conversation",
    }).onDelete("cascade"),
    foreignKey({
      columns: [table.organizationId, table.labelId],
      foreignColumns: [labels.organizationId, labels.id],
      name: "conversation_labels_label",
    }).onDelete("cascade"),
  ],
);

/** Answers that people give often. */
export const quickReplies = pgTable(
  "quick_replies",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    title: text().notNull(),
    text: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** What is answered by itself. */
export const autoReplyRules = pgTable(
  "auto_reply_rules",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    match: text().$type<"exact" | "prefix" | "any">().notNull(),
    /** Folded: no accents, capitals, single spaces. */
    keywords: text().array().notNull().default([]),
    /** For this number of ours alone. */
    number: text(),
    hours: jsonb().$type<Hours>(),
    text: text().notNull(),
    /** The same person gets it once in so many seconds. */
    everySeconds: integer("every_seconds").notNull(),
    enabled: boolean().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** What was answered by itself: at most once to an inbound message, and what loops are known by. */
export const autoReplies = pgTable(
  "auto_replies",
  {
    organizationId: uuid("organization_id").notNull(),
    inboundId: uuid("inbound_id").notNull(),
    ruleId: uuid("rule_id").notNull(),
    phone: text().notNull(),
    /** Of the message that was answered, and of the answer; half of a SHA-256. */
    askedHash: uuid("asked_hash").notNull(),
    saidHash: uuid("said_hash").notNull(),
    at: moment("at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.inboundId] }),
    index("auto_replies_phone").on(table.organizationId, table.phone, table.at),
    index("auto_replies_at").on(table.at),
  ],
);

/** How far everybody's inbound messages have been read. One row. */
export const inboundPlaces = pgTable("inbox_places", {
  name: text().primaryKey(),
  position: bigint({ mode: "number" }).notNull(),
});

/** How far what an organization sent has been read; a row for each that has conversations. */
export const outboundPlaces = pgTable("inbox_outbound_places", {
  organizationId: uuid("organization_id").primaryKey(),
  position: bigint({ mode: "number" }).notNull(),
});
