import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** Keys that encrypt rows, each wrapped by a key-encryption key that the database never sees. */
export const dataKeys = pgTable(
  "data_keys",
  {
    id: uuid().primaryKey(),
    /** Null: the platform's own. */
    organizationId: text("organization_id"),
    kekId: text("kek_id").notNull(),
    wrapped: text().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (table) => [index("data_keys_of_organization").on(table.organizationId, table.createdAt)],
);
