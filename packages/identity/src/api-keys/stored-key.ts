import { type Database, toPublicId } from "@nx/core";
import { eq, sql } from "drizzle-orm";
import { type AddressCheck, addressCheck } from "./allow-lists.ts";
import { apiKeyPrefix } from "./row.ts";
import type { KeyLimits } from "./schemas.ts";
import type { Scope } from "./scopes.ts";
import { apiKeys } from "./tables.ts";

/** Whose key it is, and what it allows. */
export interface VerifiedKey {
  /** UUID. */
  readonly organizationId: string;
  /** UUID. */
  readonly id: string;
  /** For the audit: `key:key_…`. */
  readonly actor: string;
  readonly scopes: readonly Scope[];
  readonly mode: "live" | "test";
  /** May be read by anybody: what it opens must be harmless. */
  readonly isPublishable: boolean;
  readonly limits: KeyLimits;
}

/** What is stored about a key, as far as opening with it goes. Times count from the question. */
export interface StoredKey {
  readonly key: VerifiedKey;
  readonly digest: Buffer;
  readonly previousDigest: Buffer | undefined;
  readonly previousEndsInMs: number | null;
  readonly endsInMs: number | null;
  readonly isRevoked: boolean;
  /** Absent where the key opens from everywhere. */
  readonly admitsAddress: AddressCheck | undefined;
  readonly allowedOrigins: readonly string[];
}

const msUntil = (column: typeof apiKeys.expiresAt | typeof apiKeys.previousUntil) =>
  sql<number | null>`(extract(epoch from ${column} - now()) * 1000)::float8`;

const columns = {
  organizationId: apiKeys.organizationId,
  id: apiKeys.id,
  kind: apiKeys.kind,
  scopes: apiKeys.scopes,
  perMinute: apiKeys.perMinute,
  perDay: apiKeys.perDay,
  digest: apiKeys.digest,
  previousDigest: apiKeys.previousDigest,
  previousEndsInMs: msUntil(apiKeys.previousUntil),
  endsInMs: msUntil(apiKeys.expiresAt),
  isRevoked: sql<boolean>`${apiKeys.revokedAt} is not null`,
  allowedIps: apiKeys.allowedIps,
  allowedOrigins: apiKeys.allowedOrigins,
};

/**
 * The keys with a public part: one, none, or several in the rarest of cases. The one statement that
 * asks before it is known whose the key is.
 */
export const readStoredKeys = async (
  { orm }: Pick<Database, "orm">,
  keyId: string,
): Promise<readonly StoredKey[]> => {
  const rows = await orm.select(columns).from(apiKeys).where(eq(apiKeys.keyId, keyId));
  return rows.map(({ organizationId, id, kind, scopes, perMinute, perDay, ...row }) => ({
    key: {
      organizationId,
      id,
      actor: `key:${toPublicId(apiKeyPrefix, id)}`,
      scopes,
      mode: kind === "sk_test" ? "test" : "live",
      isPublishable: kind === "pk_live",
      limits: { perMinute, perDay },
    },
    digest: bytesOf(row.digest),
    previousDigest: row.previousDigest === null ? undefined : bytesOf(row.previousDigest),
    previousEndsInMs: row.previousEndsInMs,
    endsInMs: row.endsInMs,
    isRevoked: row.isRevoked,
    admitsAddress: row.allowedIps.length === 0 ? undefined : addressCheck(row.allowedIps),
    allowedOrigins: row.allowedOrigins,
  }));
};

const bytesOf = (digest: string): Buffer => Buffer.from(digest, "base64url");
