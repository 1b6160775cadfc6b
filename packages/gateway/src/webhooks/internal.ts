import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { callbacksName, type Webhook, webhookPrefix } from "./schemas.ts";

/** Columns of {@link EndpointRow} of `webhook_endpoints w`. */
export const endpointColumns: SQL = sql`w.id, w.url, w.types, w.description, w.enabled,
  w.disabled_reason, w.include_body, w.failures, w.failing_since, w.last_success_at,
  case when w.old_secret_until > now() then w.old_secret_until end as old_secret_until,
  w.created_at, w.updated_at`;

/** An endpoint as the views are made of. */
export interface EndpointRow extends Record<string, unknown> {
  readonly id: string;
  readonly url: string | null;
  readonly types: NonNullable<Webhook["types"]> | null;
  readonly description: string | null;
  readonly enabled: boolean;
  readonly disabled_reason: NonNullable<Webhook["disabledReason"]> | null;
  readonly include_body: boolean;
  readonly failures: number;
  readonly failing_since: Date | null;
  readonly last_success_at: Date | null;
  readonly old_secret_until: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** The condition on `webhook_endpoints w` that an id from outside stands for. */
export const endpointIs = (organizationId: string, publicId: string): SQL => {
  const own = sql`w.organization_id = ${organizationId}::uuid`;
  if (publicId === callbacksName) return sql`${own} and w.url is null`;
  const id = fromPublicId(webhookPrefix, publicId);
  return id === undefined ? sql`false` : sql`${own} and w.id = ${id}::uuid and w.url is not null`;
};

/** An endpoint as the API shows it. */
export const toView = (row: EndpointRow): Webhook => ({
  id: row.url === null ? callbacksName : toPublicId(webhookPrefix, row.id),
  ...(row.url !== null && { url: row.url }),
  ...(row.types !== null && { types: row.types }),
  ...(row.description !== null && { description: row.description }),
  enabled: row.enabled,
  ...(row.disabled_reason !== null && { disabledReason: row.disabled_reason }),
  includeBody: row.include_body,
  consecutiveFailures: row.failures,
  ...(row.failing_since !== null && { failingSince: row.failing_since.toISOString() }),
  ...(row.last_success_at !== null && { lastSuccessAt: row.last_success_at.toISOString() }),
  ...(row.old_secret_until !== null && { oldSecretUntil: row.old_secret_until.toISOString() }),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
