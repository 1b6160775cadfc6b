import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** One code of a challenge, newest first in the row. The code itself is nowhere. */
export interface StoredCode {
  readonly hash: string;
  readonly pepperId: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/**
 * The place of the one live challenge of a scope, phone and purpose. A new challenge takes the place
 * over under a new id, so that two can never be alive at once, and the old id matches nothing.
 */
export const otpChallenges = pgTable(
  "otp_challenges",
  {
    id: uuid().primaryKey(),
    scope: text().notNull(),
    phone: text().notNull(),
    purpose: text().notNull(),
    codes: jsonb().$type<StoredCode[]>().notNull().default([]),
    attempts: integer().notNull().default(0),
    maxAttempts: integer("max_attempts").notNull(),
    sends: integer().notNull().default(1),
    createdAt: moment("created_at").notNull().default(sql`now()`),
    expiresAt: moment("expires_at").notNull(),
    resendAvailableAt: moment("resend_available_at").notNull(),
    consumedAt: moment("consumed_at"),
    cancelledAt: moment("cancelled_at"),
  },
  (table) => [
    unique("otp_challenges_place").on(table.scope, table.phone, table.purpose),
    index("otp_challenges_expiry").on(table.expiresAt),
  ],
);

/** Proof tokens that were given out and not redeemed yet, by their SHA-256. */
export const otpProofs = pgTable(
  "otp_proofs",
  {
    hash: text().primaryKey(),
    scope: text().notNull(),
    phone: text().notNull(),
    purpose: text().notNull(),
    verifiedAt: moment("verified_at").notNull().default(sql`now()`),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [index("otp_proofs_expiry").on(table.expiresAt)],
);

/** What was counted under a key lately: milliseconds since the epoch, by the database's clock. */
export const otpLimits = pgTable(
  "otp_limits",
  {
    key: text().primaryKey(),
    hits: jsonb().$type<number[]>().notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [index("otp_limits_expiry").on(table.expiresAt)],
);
