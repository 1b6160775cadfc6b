import { index, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** To whom a keyword was answered within the hour. */
export const keywordAnswers = pgTable(
  "keyword_answers",
  {
    organizationId: uuid("organization_id").notNull(),
    phone: text().notNull(),
    /** The message that was answered last. */
    inboundId: uuid("inbound_id").notNull(),
    answeredAt: timestamp("answered_at", { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.phone] }),
    index("keyword_answers_answered").on(table.answeredAt),
  ],
);
