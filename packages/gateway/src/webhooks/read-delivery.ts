import { fromPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { endpointIs } from "./internal.ts";
import { type DeliveryRow, deliveryColumns, toDelivery } from "./list-deliveries.ts";
import { type DeliveryDetail, eventPrefix } from "./schemas.ts";

/** One delivery with its attempts. */
export async function readDelivery(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  publicId: string,
  publicEventId: string,
): Promise<GatewayResult<DeliveryDetail>> {
  const [row] = await database.orm.execute<DeliveryRow & { readonly response: string | null }>(sql`
    select ${deliveryColumns}, d.response
    from webhook_deliveries d join webhook_endpoints w
      on w.organization_id = d.organization_id and w.id = d.endpoint_id
    where ${endpointIs(organizationId, publicId)} and d.organization_id = ${organizationId}::uuid
      and d.event_id = ${fromPublicId(eventPrefix, publicEventId) ?? null}::uuid`);
  if (row === undefined) return refused("delivery_not_found");
  return done({
    ...toDelivery(row),
    attemptList: row.attempt_log,
    ...(row.response !== null && { response: row.response }),
  });
}
