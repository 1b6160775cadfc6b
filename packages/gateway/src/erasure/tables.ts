import { sql } from "drizzle-orm";
import {
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Requests to forget a person, done and to be done. */
export const erasures = pgTable(
  "erasures",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    /** What the number is replaced by, see `erasedForm`. */
    person: text().notNull(),
    /** The number, encrypted; gone when it is done. */
    secretKeyId: uuid("secret_key_id"),
    ciphertext: text(),
    requestedAt: moment("requested_at").notNull(),
    /** Whoever works on it is taken for dead after it. */
    leaseUntil: moment("lease_until"),
    finishedAt: moment("finished_at"),
    messages: integer().notNull().default(0),
    inbound: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    // One at a time for a person, and what the job looks through: those that are not done.
    uniqueIndex("erasures_pending")
      .on(table.organizationId, table.person)
      .where(sql`finished_at is null`),
  ],
);
