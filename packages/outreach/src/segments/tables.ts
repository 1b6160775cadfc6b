import {
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { SegmentQuery } from "./schemas.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Saved questions: who is in one is asked anew each time. */
export const contactSegments = pgTable(
  "contact_segments",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    description: text(),
    query: jsonb().$type<SegmentQuery>().notNull(),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex("contact_segments_name").on(table.organizationId, table.name),
  ],
);
