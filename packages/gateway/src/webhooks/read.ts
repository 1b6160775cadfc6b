import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { type EndpointRow, endpointColumns, endpointIs, toView } from "./internal.ts";
import type { Webhook } from "./schemas.ts";

/** One endpoint of the organization. */
export async function readWebhook(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<GatewayResult<Webhook>> {
  const [row] = await database.orm.execute<EndpointRow>(sql`
    select ${endpointColumns} from webhook_endpoints w
    where ${endpointIs(organizationId, publicId)}`);
  return row === undefined ? refused("webhook_not_found") : done(toView(row));
}
