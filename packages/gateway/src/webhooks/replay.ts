import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { endpointIs } from "./internal.ts";
import { placeOf } from "./list-deliveries.ts";
import {
  eventPrefix,
  mostReplays,
  type ReplayBody,
  type ReplayReply,
  type SentEvent,
} from "./schemas.ts";

// An attempt that is under way is not repeated: nobody knows yet how it ends.
const again = sql`status = 'PENDING', attempts = 0, next_at = now(), finished_at = null`;

/** Sends one event to an endpoint again, with all its attempts, under the id that it always had. */
export async function replayDelivery(
  context: Pick<GatewayContext, "database">,
  organizationId: string,
  publicId: string,
  publicEventId: string,
): Promise<GatewayResult<SentEvent>> {
  const endpoint = await findEnabled(context, organizationId, publicId);
  if (!endpoint.ok) return endpoint;
  const eventId = fromPublicId(eventPrefix, publicEventId);
  if (eventId === undefined) return refused("delivery_not_found");
  const [row] = await context.database.orm.execute(sql`
    with known as (
      select event_id, lease from webhook_deliveries
      where organization_id = ${organizationId}::uuid and endpoint_id = ${endpoint.value}::uuid
        and event_id = ${eventId}::uuid
    ), replayed as (
      update webhook_deliveries d set ${again} from known
      where d.organization_id = ${organizationId}::uuid
        and d.endpoint_id = ${endpoint.value}::uuid and d.event_id = known.event_id
        and d.lease is null
    )
    select from known`);
  return row === undefined ? refused("delivery_not_found") : done({ id: publicEventId });
}

/** Sends what happened in a time to an endpoint again, the oldest first. */
export async function replayRange(
  context: Pick<GatewayContext, "database">,
  organizationId: string,
  publicId: string,
  { from, to, missingOnly = false, cursor }: ReplayBody,
): Promise<GatewayResult<ReplayReply>> {
  const endpoint = await findEnabled(context, organizationId, publicId);
  if (!endpoint.ok) return endpoint;
  const conditions: SQL[] = [
    sql`organization_id = ${organizationId}::uuid and endpoint_id = ${endpoint.value}::uuid`,
    sql`occurred_at >= ${new Date(from)}::timestamptz`,
    ...(to === undefined ? [] : [sql`occurred_at < ${new Date(to)}::timestamptz`]),
    missingOnly ? sql`status in ('FAILED', 'MISSED')` : sql`status <> 'PENDING'`,
    ...(cursor === undefined
      ? []
      : [sql`(occurred_at, event_id) > ${placeOf(organizationId, endpoint.value, cursor)}`]),
  ];
  const [row] = await context.database.orm.execute<{ count: number; last: string | null }>(sql`
    with chosen as materialized (
      select event_id, occurred_at from webhook_deliveries
      where ${sql.join(conditions, sql` and `)}
      order by occurred_at, event_id limit ${mostReplays}
    ), replayed as (
      update webhook_deliveries d set ${again} from chosen
      where d.organization_id = ${organizationId}::uuid
        and d.endpoint_id = ${endpoint.value}::uuid
        and d.event_id = any(array[chosen.event_id]) and d.lease is null
    )
    select count(*)::int as count,
      (select event_id from chosen order by occurred_at desc, event_id desc limit 1) as last
    from chosen`);
  const { count = 0, last = null } = row ?? {};
  const isFull = count === mostReplays && last !== null;
  return done({
    replayed: count,
    ...(isFull && { nextCursor: toPublicId(eventPrefix, last) }),
  });
}

/** The UUID of an endpoint that takes something. */
async function findEnabled(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<GatewayResult<string>> {
  const [endpoint] = await database.orm.execute<{ id: string; enabled: boolean }>(sql`
    select w.id, w.enabled from webhook_endpoints w
    where ${endpointIs(organizationId, publicId)}`);
  if (endpoint === undefined) return refused("webhook_not_found");
  return endpoint.enabled ? done(endpoint.id) : refused("webhook_disabled");
}
