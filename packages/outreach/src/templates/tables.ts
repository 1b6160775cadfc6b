import type { Static } from "@sinclair/typebox";
import { sql } from "drizzle-orm";
import {
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Approval, TemplateContent } from "./schemas.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Templates by name. What they say is in their versions. */
export const templates = pgTable(
  "templates",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    latestVersion: integer("latest_version").notNull(),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    /** From then on it is not sent, and its name is free. */
    deletedAt: moment("deleted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex("templates_name")
      .on(table.organizationId, table.name)
      .where(sql`deleted_at is null`),
  ],
);

/** What a template says from a change on. It never changes; only its approval goes on. */
export const templateVersions = pgTable(
  "template_versions",
  {
    organizationId: uuid("organization_id").notNull(),
    templateId: uuid("template_id").notNull(),
    version: integer().notNull(),
    content: jsonb().$type<TemplateContent>().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: moment("created_at").notNull(),
    approval: text().$type<Static<typeof Approval>>().notNull().default("draft"),
    submittedBy: text("submitted_by"),
    submittedAt: moment("submitted_at"),
    decidedBy: text("decided_by"),
    decidedAt: moment("decided_at"),
    reason: text(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.templateId, table.version] })],
);
