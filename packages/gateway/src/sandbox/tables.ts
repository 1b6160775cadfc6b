import { index, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

/**
 * What test twins "sent": texts in clear, those of one-time codes too, because no phone gets them.
 * Forgotten after an hour.
 */
export const sandboxMessages = pgTable(
  "sandbox_messages",
  {
    organizationId: uuid("organization_id").notNull(),
    /** Of this arrival: a message that is sent twice arrives twice. */
    id: uuid().notNull(),
    messageId: uuid("message_id").notNull(),
    recipient: text().notNull(),
    sender: text(),
    body: text().notNull(),
    category: text().$type<"otp" | "transactional" | "promotional">().notNull(),
    receivedAt: timestamp("received_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("sandbox_messages_phone").on(table.organizationId, table.recipient, table.id),
    index("sandbox_messages_received").on(table.receivedAt),
  ],
);
