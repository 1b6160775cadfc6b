import { type Orm, toPublicId } from "@nx/core";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { ApiKeyView } from "./schemas.ts";
import { apiKeys } from "./tables.ts";

/** Prefix of the public ids of keys. */
export const apiKeyPrefix = "key";

/** Live, by the database's clock. */
export const isLive: SQL = sql`(${apiKeys.revokedAt} is null
  and (${apiKeys.expiresAt} is null or ${apiKeys.expiresAt} > now()))`;

/** What a view is made of; no digest is among it. */
export const viewColumns = {
  id: apiKeys.id,
  kind: apiKeys.kind,
  keyId: apiKeys.keyId,
  name: apiKeys.name,
  last4: apiKeys.last4,
  scopes: apiKeys.scopes,
  perMinute: apiKeys.perMinute,
  perDay: apiKeys.perDay,
  allowedIps: apiKeys.allowedIps,
  allowedOrigins: apiKeys.allowedOrigins,
  createdAt: apiKeys.createdAt,
  createdBy: apiKeys.createdBy,
  expiresAt: apiKeys.expiresAt,
  previousUntil: sql<Date | null>`case when ${apiKeys.previousUntil} > now()
    then ${apiKeys.previousUntil} end`.mapWith(apiKeys.previousUntil),
  revokedAt: apiKeys.revokedAt,
  revokedBy: apiKeys.revokedBy,
  lastUsedAt: apiKeys.lastUsedAt,
  requestCount: apiKeys.requestCount,
  status: sql<ApiKeyView["status"]>`case when ${isLive} then 'live'
    when ${apiKeys.revokedAt} is not null then 'revoked' else 'expired' end`,
};

/** A key as it was read with {@link viewColumns}. */
export type KeyRow = Awaited<ReturnType<typeof selectKeys>>[number];

/** The keys that fit a condition. */
export const selectKeys = (orm: Orm, where: SQL | undefined) =>
  orm.select(viewColumns).from(apiKeys).where(where);

/** The condition for one key of an organization. */
export const isKey = (organizationId: string, id: string): SQL | undefined =>
  and(eq(apiKeys.organizationId, organizationId), eq(apiKeys.id, id));

/** The key as its owners see it. */
export const toView = (row: KeyRow): ApiKeyView => ({
  id: toPublicId(apiKeyPrefix, row.id),
  kind: row.kind,
  name: row.name,
  status: row.status,
  prefix: `${row.kind}_${row.keyId}`,
  last4: row.last4,
  scopes: row.scopes,
  limits: { perMinute: row.perMinute, perDay: row.perDay },
  allowedIps: row.allowedIps,
  allowedOrigins: row.allowedOrigins,
  createdAt: row.createdAt.toISOString(),
  createdBy: row.createdBy,
  ...(row.expiresAt && { expiresAt: row.expiresAt.toISOString() }),
  ...(row.previousUntil && { previousUntil: row.previousUntil.toISOString() }),
  ...(row.revokedAt && { revokedAt: row.revokedAt.toISOString() }),
  ...(row.revokedBy !== null && { revokedBy: row.revokedBy }),
  ...(row.lastUsedAt && { lastUsedAt: row.lastUsedAt.toISOString() }),
  requestCount: row.requestCount,
});
