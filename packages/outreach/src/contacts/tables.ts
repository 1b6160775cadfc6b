import { sql } from "drizzle-orm";
import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ContactEventType, CustomFields, LinkKind, Metadata } from "./schemas.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** People, one row per number of an organization. */
export const contacts = pgTable(
  "contacts",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    /** E.164. It never changes: who has another number is another contact. */
    phone: text().notNull(),
    /** ISO 3166-1 alpha-2, of the number; none for satellite phones and the like. */
    country: text(),
    displayName: text("display_name"),
    email: text(),
    /** BCP 47. */
    language: text(),
    /** IANA. */
    timeZone: text("time_zone"),
    /** What segments ask for and templates say. */
    fields: jsonb().$type<CustomFields>().notNull().default({}),
    /** What other systems note, and we only keep. */
    metadata: jsonb().$type<Metadata>().notNull().default({}),
    /** Of the row, for `If-Match`: every change adds one. */
    version: integer().notNull().default(1),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    // By this class of operators it also finds the beginnings of numbers, in any collation.
    uniqueIndex("contacts_phone").on(table.organizationId, table.phone.op("text_pattern_ops")),
  ],
);

/** As whom other systems know a contact: one number may be of three students. */
export const contactLinks = pgTable(
  "contact_links",
  {
    organizationId: uuid("organization_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    kind: text().$type<LinkKind>().notNull(),
    externalId: text("external_id").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.organizationId, table.contactId, table.kind, table.externalId],
    }),
    foreignKey({
      name: "contact_links_contact",
      columns: [table.organizationId, table.contactId],
      foreignColumns: [contacts.organizationId, contacts.id],
    }).onDelete("cascade"),
    index("contact_links_record").on(table.organizationId, table.kind, table.externalId),
  ],
);

/**
 * What happened to contacts, append-only, written together with what it tells of; of a contact that
 * is deleted nothing is left but that it was. `position` is the writing transaction, as that of
 * `message_events`: readers go on where no older one is still open.
 */
export const contactEvents = pgTable(
  "contact_events",
  {
    organizationId: uuid("organization_id").notNull(),
    contactId: uuid("contact_id").notNull(),
    /** UUIDv7 of the database's clock. */
    id: uuid().notNull().default(sql`contact_event_id()`),
    type: text().$type<ContactEventType>().notNull(),
    at: moment("at").notNull().default(sql`now()`),
    position: bigint({ mode: "number" })
      .notNull()
      .default(sql`(pg_current_xact_id()::text::bigint)`),
    data: jsonb().$type<Record<string, unknown>>(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.contactId, table.id] }),
    // No BRIN: where the events of the deleted were, new ones take their pages.
    index("contact_events_position").on(table.organizationId, table.position),
  ],
);
