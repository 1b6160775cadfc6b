import { sql } from "drizzle-orm";
import {
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { RowOutcome } from "./schemas.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });
const count = (name: string) => integer(name).notNull().default(0);

/** Files of contacts that were sent, and how far each was read: written with every batch. */
export const contactImports = pgTable(
  "contact_imports",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    /** A running one that has not moved for two minutes lost its sender or its process. */
    status: text().$type<"running" | "completed" | "interrupted">().notNull().default("running"),
    region: text(),
    groupId: uuid("group_id"),
    /** Of each column the field; an empty text for one that is not read. */
    columns: text().array().notNull(),
    rows: count("rows"),
    ok: count("ok"),
    repaired: count("repaired"),
    refused: count("refused"),
    duplicates: count("duplicates"),
    created: count("created"),
    updated: count("updated"),
    unchanged: count("unchanged"),
    startedAt: moment("started_at").notNull().defaultNow(),
    movedAt: moment("moved_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    // One file of an organization at a time.
    uniqueIndex("contact_imports_running").on(table.organizationId).where(sql`status = 'running'`),
  ],
);

/** Rows that were repaired or refused, with what stood in them: forgotten after a week. */
export const contactImportRows = pgTable(
  "contact_import_rows",
  {
    organizationId: uuid("organization_id").notNull(),
    importId: uuid("import_id").notNull(),
    row: integer("row_number").notNull(),
    outcome: text().$type<RowOutcome>().notNull(),
    column: text("column_name"),
    reason: text().notNull(),
    cells: text().array().notNull(),
    writtenAt: moment("written_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.importId, table.row] }),
    index("contact_import_rows_written").on(table.writtenAt),
  ],
);
