import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import type { GuardReason, Verdict } from "./reasons.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/**
 * What was decided about each text that was asked for. Numbers and addresses are keyed hashes of
 * their scope: they can be counted, and neither be read nor be compared between scopes.
 */
export const otpGuardDecisions = pgTable(
  "otp_guard_decisions",
  {
    scope: text().notNull(),
    id: uuid().notNull(),
    at: moment("at").notNull().default(sql`now()`),
    challengeId: uuid("challenge_id").notNull(),
    kind: text().$type<"request" | "resend">().notNull(),
    purpose: text().notNull(),
    /** Masked. */
    phone: text().notNull(),
    phoneHash: text("phone_hash").notNull(),
    country: text().notNull(),
    prefix: text().notNull(),
    /** Null where the caller is a server that did not tell its user's address. */
    clientHash: text("client_hash"),
    verdict: text().$type<Verdict>().notNull(),
    reasons: text().array().$type<GuardReason[]>().notNull(),
    /** False for a refusal, and for a text that surely did not leave. */
    sent: boolean().notNull(),
    verifiedAt: moment("verified_at"),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.id] }),
    index("otp_guard_decisions_notable").on(table.scope, table.id).where(sql`verdict <> 'allowed'`),
    index("otp_guard_decisions_prefix").on(table.scope, table.prefix, table.at),
    index("otp_guard_decisions_phone").on(table.scope, table.phoneHash, table.at),
    index("otp_guard_decisions_client")
      .on(table.scope, table.clientHash, table.at)
      .where(sql`client_hash is not null`),
    index("otp_guard_decisions_age").using("brin", table.at),
  ],
);

/**
 * Texts of an hour, and how many of them were verified since. An area is a country (`VN`), a range
 * (`+84912`), or empty for all of the scope.
 */
export const otpGuardTraffic = pgTable(
  "otp_guard_traffic",
  {
    scope: text().notNull(),
    area: text().notNull(),
    hour: moment("hour").notNull(),
    sent: integer().notNull(),
    verified: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.area, table.hour] })],
);

/** Guesses of a minute at live challenges. */
export const otpGuardGuesses = pgTable(
  "otp_guard_guesses",
  {
    scope: text().notNull(),
    minute: moment("minute").notNull(),
    guesses: integer().notNull(),
    wrong: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.minute] })],
);

/** A conversion that was too low: an alert, which refuses nothing, or the block of a range. */
export const otpGuardIncidents = pgTable(
  "otp_guard_incidents",
  {
    scope: text().notNull(),
    id: uuid().notNull(),
    effect: text().$type<"alert" | "block">().notNull(),
    area: text().notNull(),
    /** What it was judged by. */
    sent: integer().notNull(),
    verified: integer().notNull(),
    hours: integer().notNull(),
    since: moment("since").notNull().default(sql`now()`),
    until: moment("until").notNull(),
    liftedAt: moment("lifted_at"),
    liftedBy: text("lifted_by"),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.id] }),
    index("otp_guard_incidents_area").on(table.scope, table.area, table.since),
  ],
);
