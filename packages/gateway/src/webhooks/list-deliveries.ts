import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { messagePrefix } from "../messages/send.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { endpointIs } from "./internal.ts";
import {
  type Delivery,
  type DeliveryPage,
  type DeliveryQuery,
  eventPrefix,
  type LoggedAttempt,
} from "./schemas.ts";

const defaultLimit = 50;

/** Columns of {@link DeliveryRow} of `webhook_deliveries d`. */
export const deliveryColumns: SQL = sql`d.event_id, d.type, d.message_id, d.occurred_at, d.status,
  d.attempts, d.next_at, d.finished_at, d.attempt_log`;

/** A delivery as the views are made of. */
export interface DeliveryRow extends Record<string, unknown> {
  readonly event_id: string;
  readonly type: Delivery["type"];
  readonly message_id: string | null;
  readonly occurred_at: Date;
  readonly status: Delivery["status"];
  readonly attempts: number;
  readonly next_at: Date | null;
  readonly finished_at: Date | null;
  readonly attempt_log: LoggedAttempt[];
}

/** One page of what was, or is to be, sent to an endpoint: what happened last first. */
export async function listDeliveries(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  publicId: string,
  query: DeliveryQuery,
): Promise<GatewayResult<DeliveryPage>> {
  const [endpoint] = await database.orm.execute<{ id: string }>(sql`
    select w.id from webhook_endpoints w where ${endpointIs(organizationId, publicId)}`);
  if (endpoint === undefined) return refused("webhook_not_found");
  const limit = query.limit ?? defaultLimit;
  const { status, from, to, cursor } = query;
  const rows = await database.orm.execute<DeliveryRow>(sql`
    select ${deliveryColumns} from webhook_deliveries d
    where ${sql.join(
      [
        sql`d.organization_id = ${organizationId}::uuid and d.endpoint_id = ${endpoint.id}::uuid`,
        ...(status === undefined ? [] : [sql`d.status = ${status}`]),
        ...(from === undefined ? [] : [sql`d.occurred_at >= ${new Date(from)}::timestamptz`]),
        ...(to === undefined ? [] : [sql`d.occurred_at < ${new Date(to)}::timestamptz`]),
        ...(cursor === undefined
          ? []
          : [sql`(d.occurred_at, d.event_id) < ${placeOf(organizationId, endpoint.id, cursor)}`]),
      ],
      sql` and `,
    )}
    order by d.occurred_at desc, d.event_id desc limit ${limit + 1}`);
  const page = [...rows].slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return done({
    data: page.map(toDelivery),
    ...(hasMore && last && { nextCursor: toPublicId(eventPrefix, last.event_id) }),
    hasMore,
  });
}

/** Where a cursor stands: the last event of a page. One that is none of ours has nothing beside it. */
export const placeOf = (organizationId: string, endpointId: string, cursor: string): SQL => sql`(
  select occurred_at, event_id from webhook_deliveries
  where organization_id = ${organizationId}::uuid and endpoint_id = ${endpointId}::uuid
    and event_id = ${fromPublicId(eventPrefix, cursor) ?? null}::uuid)`;

/** A delivery as the API shows it. */
export const toDelivery = (row: DeliveryRow): Delivery => {
  const lastAttempt = row.attempt_log.at(-1);
  return {
    id: toPublicId(eventPrefix, row.event_id),
    type: row.type,
    ...(row.message_id !== null && { message: toPublicId(messagePrefix, row.message_id) }),
    occurredAt: row.occurred_at.toISOString(),
    status: row.status,
    attempts: row.attempts,
    ...(row.next_at !== null && { nextAttemptAt: row.next_at.toISOString() }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at.toISOString() }),
    ...(lastAttempt && { lastAttempt }),
  };
};
