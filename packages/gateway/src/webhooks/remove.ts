import { appendAudit, type By } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { endpointIs } from "./internal.ts";

/** Removes an endpoint: nothing more is sent to it. Its deliveries go in their time. */
export async function removeWebhook(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  publicId: string,
  { actor, requestId }: By,
): Promise<GatewayResult<undefined>> {
  return database.transaction(async (tx) => {
    const gone = await tx.execute(sql`
      delete from webhook_endpoints w
      where ${endpointIs(organizationId, publicId)} and w.url is not null returning w.id`);
    if (gone.length === 0) return refused("webhook_not_found");
    const action = "webhook.removed";
    await appendAudit(tx, { organizationId, actor, requestId, action, target: publicId });
    return done(undefined);
  });
}
