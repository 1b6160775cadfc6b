import { bigint, index, jsonb, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";

/**
 * One row per organization, group, key and environment. A null organization is the platform, a null
 * value a setting that an operator removed: the row stays, so that seeding does not bring it back.
 */
export const settings = pgTable(
  "settings",
  {
    id: uuid().primaryKey(),
    organizationId: text("organization_id"),
    group: text().notNull(),
    key: text().notNull(),
    environment: text().notNull(),
    value: jsonb(),
    /** By JSON pointer: data key, ciphertext, last four characters, times. */
    secrets: jsonb().notNull(),
    origin: text({ enum: ["seed", "operator"] }).notNull(),
    /** The number of the last change, see {@link settingChanges}. */
    version: bigint({ mode: "number" }).notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
    updatedBy: text("updated_by").notNull(),
  },
  (table) => [
    unique("settings_identity")
      .on(table.organizationId, table.group, table.key, table.environment)
      .nullsNotDistinct(),
    index("settings_changed").on(table.environment, table.version),
  ],
);

/** Who changed which setting, when, from what to what. Secrets are masked before they come here. */
export const settingChanges = pgTable(
  "setting_changes",
  {
    version: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    organizationId: text("organization_id"),
    group: text().notNull(),
    key: text().notNull(),
    environment: text().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    actor: text().notNull(),
    requestId: text("request_id"),
    before: jsonb(),
    after: jsonb(),
  },
  (table) => [
    index("setting_changes_of_setting").on(
      table.organizationId,
      table.group,
      table.key,
      table.environment,
      table.version,
    ),
  ],
);
