import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { endpointIs } from "./internal.ts";

/** Removes an endpoint: nothing more is sent to it. Its deliveries go in their time. */
export async function removeWebhook(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<GatewayResult<undefined>> {
  const gone = await database.orm.execute(sql`
    delete from webhook_endpoints w
    where ${endpointIs(organizationId, publicId)} and w.url is not null returning w.id`);
  return gone.length === 0 ? refused("webhook_not_found") : done(undefined);
}
