import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import type { KeyKind } from "./schemas.ts";
import type { Scope } from "./scopes.ts";

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** One row per key. The key itself is nowhere: only its SHA-256, as base64url. */
export const apiKeys = pgTable(
  "api_keys",
  {
    organizationId: uuid("organization_id").notNull(),
    id: uuid().notNull(),
    kind: text().$type<KeyKind>().notNull(),
    /** The public part of the text. Random, and not unique by any constraint: the digest decides. */
    keyId: text("key_id").notNull(),
    name: text().notNull(),
    scopes: text().array().$type<Scope[]>().notNull(),
    digest: text().notNull(),
    last4: text().notNull(),
    /** What was valid before the rotation, and until when it still is. */
    previousDigest: text("previous_digest"),
    previousUntil: moment("previous_until"),
    perMinute: integer("per_minute").notNull(),
    perDay: integer("per_day").notNull(),
    /** Addresses and CIDR ranges; empty for everywhere. */
    allowedIps: text("allowed_ips").array().notNull(),
    /** Of publishable keys, which have at least one. */
    allowedOrigins: text("allowed_origins").array().notNull(),
    createdAt: moment("created_at").notNull().default(sql`now()`),
    createdBy: text("created_by").notNull(),
    expiresAt: moment("expires_at"),
    revokedAt: moment("revoked_at"),
    revokedBy: text("revoked_by"),
    // No index holds what use changes, so that counting stays within its page (HOT).
    lastUsedAt: moment("last_used_at"),
    requestCount: bigint("request_count", { mode: "number" }).notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("api_keys_key_id").on(table.keyId),
  ],
);
