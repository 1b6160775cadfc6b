import {
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { contacts } from "../contacts/tables.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Contacts under a name. How many they are is counted when it is asked: a counter would be a queue. */
export const contactGroups = pgTable(
  "contact_groups",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    name: text().notNull(),
    description: text(),
    /** `#3B82F6` */
    color: text(),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex("contact_groups_name").on(table.organizationId, table.name),
  ],
);

/** Who is in which group. */
export const contactGroupMembers = pgTable(
  "contact_group_members",
  {
    organizationId: uuid("organization_id").notNull(),
    groupId: uuid("group_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    addedAt: moment("added_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.groupId, table.contactId] }),
    foreignKey({
      name: "contact_group_members_group",
      columns: [table.organizationId, table.groupId],
      foreignColumns: [contactGroups.organizationId, contactGroups.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "contact_group_members_contact",
      columns: [table.organizationId, table.contactId],
      foreignColumns: [contacts.organizationId, contacts.id],
    }).onDelete("cascade"),
    index("contact_group_members_contact").on(table.organizationId, table.contactId),
  ],
);
