import { appendAudit, type By } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { type EndpointRow, endpointColumns, toView } from "./internal.ts";
import { mostWebhooks, type WebhookBody, type WebhookWithSecret } from "./schemas.ts";
import { newSecret } from "./secret.ts";

/** Makes an endpoint. It is told what happens from now on; its secret is in the reply alone. */
export async function createWebhook(
  context: Pick<GatewayContext, "database" | "secrets" | "outbound" | "newId">,
  organizationId: string,
  { url, types, description, enabled = true, includeBody = false }: WebhookBody,
  { actor, requestId }: By,
): Promise<GatewayResult<WebhookWithSecret>> {
  const { database, outbound, newId } = context;
  if (!(await outbound.check(url))) return refused("webhook_url_refused", { path: "/url" });
  const id = newId();
  const secret = await newSecret(context, { organizationId, id });
  if (secret === undefined) return refused("webhooks_not_configured");
  const { keyId, ciphertext } = secret.sealed;
  const made = await database.transaction(async (tx) => {
    const [row] = await tx.execute<EndpointRow>(sql`
      with made as (
        insert into webhook_endpoints (organization_id, id, url, types, description, include_body,
          enabled, disabled_at, secret_key_id, secret, created_at, updated_at)
        select ${organizationId}::uuid, ${id}::uuid, ${url}, ${sql.param(types ?? null)}::text[],
          ${description ?? null}, ${includeBody}, ${enabled},
          case when not ${enabled} then now() end, ${keyId}::uuid, ${ciphertext}, now(), now()
        where (select count(*) from webhook_endpoints
          where organization_id = ${organizationId}::uuid and url is not null) < ${mostWebhooks}
        returning *
      )
      select ${endpointColumns} from made w`);
    if (row === undefined) return undefined;
    const view = toView(row);
    await appendAudit(tx, {
      organizationId,
      actor,
      requestId,
      action: "webhook.created",
      target: view.id,
      // The rest of an address may hold a password of its owner's.
      details: { host: new URL(url).host, enabled, includeBody },
    });
    return view;
  });
  if (made === undefined)
    return refused("too_many_webhooks", { detail: `At most ${mostWebhooks}.` });
  return done({ ...made, secret: secret.clear });
}
