import {
  bigint,
  customType,
  index,
  json,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/**
 * Who did what, append-only, one chain for each organization and one of the platform. Triggers write
 * `seq`, `at` and the hashes, whatever an insert says, and refuse to change or remove a row.
 */
export const auditLog = pgTable(
  "audit_log",
  {
    organizationId: uuid("organization_id").notNull(),
    /** From 1, without gaps. */
    seq: bigint({ mode: "number" }).notNull(),
    /** To the millisecond, by the database's clock. */
    at: timestamp({ withTimezone: true }).notNull(),
    actor: text().notNull(),
    action: text().notNull(),
    target: text(),
    /** Kept as the text that was written (json, not jsonb): the hash is over it. */
    details: json().$type<Record<string, unknown>>(),
    /** Network of the caller's address. */
    ip: text(),
    requestId: text("request_id"),
    prevHash: bytes("prev_hash").notNull(),
    hash: bytes().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.seq] }),
    index("audit_log_at").on(table.organizationId, table.at),
  ],
);

/**
 * Signed statements that a chain had reached a hash: what came before can neither be rewritten nor
 * cut off without a trace, not even by who may write to the database.
 */
export const auditHeads = pgTable(
  "audit_heads",
  {
    organizationId: uuid("organization_id").notNull(),
    seq: bigint({ mode: "number" }).notNull(),
    hash: bytes().notNull(),
    signedAt: timestamp("signed_at", { withTimezone: true }).notNull(),
    /** Ed25519, base64. */
    signature: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.seq] })],
);
