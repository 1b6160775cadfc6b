import { appendAudit, type By } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { ensureCallbacks } from "./callbacks.ts";
import { type EndpointRow, endpointColumns, endpointIs, toView } from "./internal.ts";
import { callbacksName, type WebhookWithSecret } from "./schemas.ts";
import { newSecret } from "./secret.ts";

/** Hours for which the secret before it signs too. */
const rotationHours = 24;

/** Gives an endpoint a new secret, which is in the reply alone. */
export async function rotateSecret(
  context: Pick<GatewayContext, "database" | "secrets" | "outbound" | "newId">,
  organizationId: string,
  publicId: string,
  { actor, requestId }: By,
): Promise<GatewayResult<WebhookWithSecret>> {
  const { orm } = context.database;
  if (publicId === callbacksName && !(await ensureCallbacks(context, organizationId)))
    return refused("webhooks_not_configured");
  const [known] = await orm.execute<{ id: string }>(sql`
    select w.id from webhook_endpoints w where ${endpointIs(organizationId, publicId)}`);
  if (known === undefined) return refused("webhook_not_found");
  const secret = await newSecret(context, { organizationId, id: known.id });
  if (secret === undefined) return refused("webhooks_not_configured");
  const { keyId, ciphertext } = secret.sealed;
  return context.database.transaction(async (tx) => {
    const [row] = await tx.execute<EndpointRow>(sql`
      update webhook_endpoints w set old_secret = secret, old_secret_key_id = secret_key_id,
        old_secret_until = now() + ${rotationHours} * interval '1 hour',
        secret = ${ciphertext}, secret_key_id = ${keyId}::uuid, updated_at = now()
      where ${endpointIs(organizationId, publicId)} returning ${endpointColumns}`);
    if (row === undefined) return refused("webhook_not_found");
    const action = "webhook.secret_rotated";
    await appendAudit(tx, { organizationId, actor, requestId, action, target: publicId });
    return done({ ...toView(row), secret: secret.clear });
  });
}
