import { toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { endpointIs } from "./internal.ts";
import { eventPrefix, type SentEvent } from "./schemas.ts";

/** Sends a `webhook.test` to an endpoint, once: its delivery tells what came of it. */
export async function sendTest(
  { database, newId }: Pick<GatewayContext, "database" | "newId">,
  organizationId: string,
  publicId: string,
): Promise<GatewayResult<SentEvent>> {
  const eventId = newId();
  const [row] = await database.orm.execute<{ enabled: boolean }>(sql`
    with known as (
      select w.organization_id, w.id, w.enabled from webhook_endpoints w
      where ${endpointIs(organizationId, publicId)} and w.url is not null
    ), sent as (
      insert into webhook_deliveries
        (organization_id, endpoint_id, event_id, type, occurred_at, data, status, next_at)
      select organization_id, id, ${eventId}::uuid, 'webhook.test', now(),
        jsonb_build_object('id', ${publicId}::text), 'PENDING', now()
      from known where enabled
    )
    select enabled from known`);
  if (row === undefined) return refused("webhook_not_found");
  if (!row.enabled) return refused("webhook_disabled");
  return done({ id: toPublicId(eventPrefix, eventId) });
}
