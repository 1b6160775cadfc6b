import { createHash } from "node:crypto";
import {
  boolean,
  customType,
  index,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** The SHA-256 of a token: 256 random bits need no slow hash. */
export const hashToken = (token: string): string =>
  createHash("sha256").update(token).digest("base64url");

/** A token that is hashed on its way into the database, when compared as when stored. */
const hashedToken = customType<{ data: string; driverData: string }>({
  dataType: () => "text",
  toDriver: hashToken,
});

/** People. They belong to no organization; memberships say where they may do what. */
export const users = pgTable("users", {
  id: uuid().primaryKey(),
  name: text().notNull(),
  /** In lower case. Absent for those who sign in by phone alone. */
  email: text().unique("users_email"),
  emailVerified: boolean("email_verified").notNull().default(false),
  /** E.164, proved by a code. */
  phone: text().unique("users_phone"),
  createdAt: moment("created_at").notNull(),
  updatedAt: moment("updated_at").notNull(),
});

/** How people sign in, as better-auth keeps it: a password is the account of provider `credential`. */
export const userCredentials = pgTable(
  "user_credentials",
  {
    id: uuid().primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    providerId: text("provider_id").notNull(),
    accountId: text("account_id").notNull(),
    /** Argon2id. */
    password: text(),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    unique("user_credentials_account").on(table.providerId, table.accountId),
    index("user_credentials_user").on(table.userId),
  ],
);

/** Who is signed in. A session ends at `expiresAt`, and twelve hours after `createdAt` at the latest. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid().primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    token: hashedToken("token_hash").notNull().unique("sessions_token"),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
  },
  (table) => [
    index("sessions_user").on(table.userId, table.id),
    index("sessions_expiry").on(table.expiresAt),
  ],
);
