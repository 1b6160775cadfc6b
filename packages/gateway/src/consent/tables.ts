import { sql } from "drizzle-orm";
import { bigint, index, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { ConsentCategory, ConsentKind, ConsentSource } from "./schemas.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/**
 * What people said about being written to, append-only. Read by `position`, as message events. Of
 * people who were erased, the number is replaced by the form of `erasedForm`.
 */
export const consentEvents = pgTable(
  "consent_events",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    phone: text().notNull(),
    kind: text().$type<ConsentKind>().notNull(),
    /** Our sender that it is about; empty: every one. */
    sender: text().notNull(),
    /** Empty: all but one-time codes. */
    category: text().$type<ConsentCategory>().notNull(),
    source: text().$type<ConsentSource>().notNull(),
    /** The keyword alone, never the whole text. */
    keyword: text(),
    /** Why, in an operator's words. */
    reason: text(),
    inboundMessageId: uuid("inbound_message_id"),
    /** Who did it for them. */
    actor: text(),
    at: moment("at").notNull(),
    position: bigint({ mode: "number" })
      .notNull()
      .default(sql`(pg_current_xact_id()::text::bigint)`),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("consent_events_phone").on(table.organizationId, table.phone, table.at, table.id),
    index("consent_events_stream").on(table.organizationId, table.position),
  ],
);

/** Who wants no messages at this moment: what `consent_events` comes to. */
export const optOuts = pgTable(
  "opt_outs",
  {
    organizationId: uuid("organization_id").notNull(),
    phone: text().notNull(),
    optedOutAt: moment("opted_out_at").notNull(),
    source: text().notNull(),
    sender: text().notNull().default(""),
    category: text().$type<ConsentCategory>().notNull().default("promotional"),
    /** What made it; absent in rows from before there were events. */
    eventId: uuid("event_id"),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.phone, table.sender, table.category] }),
    index("opt_outs_at").on(table.organizationId, table.optedOutAt, table.phone),
    // Where there is none, which is nearly everywhere, transactional messages need no second look.
    index("opt_outs_transactional").on(table.organizationId).where(sql`category <> 'promotional'`),
  ],
);
