import { pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

const nextAt = () => timestamp("next_at", { withTimezone: true }).notNull();

/**
 * Buckets of keys, organizations, addresses and of the whole. `next_at` is all that is kept of one:
 * when it will have everything again. Unlogged: a crash of the server fills them all.
 */
export const rateLimits = pgTable("rate_limits", {
  key: text().primaryKey(),
  nextAt: nextAt(),
});

/** Buckets of scenarios. People and money hang on them, so these survive a crash. */
export const scenarioLimits = pgTable(
  "scenario_limits",
  {
    organizationId: uuid("organization_id").notNull(),
    key: text().notNull(),
    nextAt: nextAt(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.key] })],
);
