import { index, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

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

/** Keys that stay the same for good, each encrypted under a data key of its organization. */
export const heldKeys = pgTable(
  "held_keys",
  {
    /** The nil UUID is the platform. */
    organizationId: uuid("organization_id").notNull(),
    name: text().notNull(),
    secretKeyId: uuid("secret_key_id").notNull(),
    ciphertext: text().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.name] })],
);
