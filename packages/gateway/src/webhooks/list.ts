import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { type EndpointRow, endpointColumns, toView } from "./internal.ts";
import type { WebhookList } from "./schemas.ts";

/** All endpoints of an organization, but the one that stands for the URLs of single messages. */
export async function listWebhooks(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
): Promise<WebhookList> {
  const rows = await database.orm.execute<EndpointRow>(sql`
    select ${endpointColumns} from webhook_endpoints w
    where w.organization_id = ${organizationId}::uuid and w.url is not null order by w.id`);
  return { data: [...rows].map(toView) };
}
