import { appendAudit, type By } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { type EndpointRow, endpointColumns, endpointIs, toView } from "./internal.ts";
import { keptDeliveryDays, type Webhook, type WebhookPatch } from "./schemas.ts";

/**
 * Changes an endpoint. One that is enabled again begins with a clean record; what was outstanding when
 * it was disabled goes out, what happened since waits to be replayed.
 */
export async function updateWebhook(
  { database, outbound }: Pick<GatewayContext, "database" | "outbound">,
  organizationId: string,
  publicId: string,
  patch: WebhookPatch,
  { actor, requestId }: By,
): Promise<GatewayResult<Webhook>> {
  const itself = endpointIs(organizationId, publicId);
  const [known] = await database.orm.execute(sql`
    select from webhook_endpoints w where ${itself} and w.url is not null`);
  if (known === undefined) return refused("webhook_not_found");
  if (patch.url !== undefined && !(await outbound.check(patch.url)))
    return refused("webhook_url_refused", { path: "/url" });
  const changes = sql.join([sql`updated_at = now()`, ...changesOf(patch)], sql`, `);
  return database.transaction(async (tx) => {
    const [row] = await tx.execute<EndpointRow>(sql`
      update webhook_endpoints w set ${changes}
      where ${itself} and w.url is not null returning ${endpointColumns}`);
    if (row === undefined) return refused("webhook_not_found");
    const details = { fields: Object.keys(patch), enabled: row.enabled };
    const action = "webhook.changed";
    await appendAudit(tx, { organizationId, actor, requestId, action, target: publicId, details });
    return done(toView(row));
  });
}

const changesOf = ({ url, types, description, enabled, includeBody }: WebhookPatch): SQL[] => [
  ...(url === undefined ? [] : [sql`url = ${url}`]),
  ...(types === undefined ? [] : [sql`types = ${sql.param(types)}::text[]`]),
  ...(description === undefined ? [] : [sql`description = ${description}`]),
  ...(includeBody === undefined ? [] : [sql`include_body = ${includeBody}`]),
  ...(enabled === undefined ? [] : [enabled ? enable : disable]),
];

/** What happened in a long time is not made up for, because nothing was noted. */
const enable = sql`enabled = true, disabled_at = null, disabled_reason = null,
  position = case when disabled_at < now() - ${keptDeliveryDays} * interval '1 day'
    then pg_current_xact_id()::text::bigint else position end,
  failures = case when w.enabled then failures else 0 end,
  failing_since = case when w.enabled then failing_since end`;

/** Who disables one that was disabled already changes nothing. */
const disable = sql`enabled = false, disabled_at = coalesce(disabled_at, now())`;
