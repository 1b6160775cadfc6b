import {
  type AnyPgColumn,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { users } from "../accounts/tables.ts";
import { roles } from "./roles.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Tenants. One with a parent is a sub-organization (a campus, a sub-account), and has none itself. */
export const organizations = pgTable(
  "organizations",
  {
    id: uuid().primaryKey(),
    parentId: uuid("parent_id").references((): AnyPgColumn => organizations.id),
    name: text().notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [index("organizations_parent").on(table.parentId, table.id)],
);

/** Who may do what in an organization. */
export const memberships = pgTable(
  "memberships",
  {
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text({ enum: roles }).notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    index("memberships_user").on(table.userId),
  ],
);

/** Those who were asked to join and have not answered. One for an address: a new one replaces it. */
export const invitations = pgTable(
  "invitations",
  {
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    id: uuid().notNull(),
    /** An e-mail address in lower case, or a phone number in E.164. */
    address: text().notNull(),
    role: text({ enum: roles }).notNull(),
    tokenHash: text("token_hash").notNull(),
    /** Absent where whoever runs the platform did. */
    invitedBy: uuid("invited_by"),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    unique("invitations_address").on(table.organizationId, table.address),
    index("invitations_token").on(table.tokenHash),
    index("invitations_expiry").on(table.expiresAt),
  ],
);
