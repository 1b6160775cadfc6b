import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import type { SendBody } from "../messages/schemas.ts";
import { type GatewayRefusal, refused } from "../problems.ts";
import { newSecret } from "./secret.ts";

type Context = Pick<GatewayContext, "database" | "secrets" | "outbound" | "newId">;

/**
 * Why each message's `callbackUrl` cannot be called, where it cannot. Names are not resolved, because
 * whoever sends messages would wait for it; that is done for every call.
 */
export async function checkCallbacks(
  context: Context,
  organizationId: string,
  messages: readonly Pick<SendBody, "callbackUrl">[],
): Promise<readonly (GatewayRefusal | undefined)[]> {
  const isAny = messages.some(({ callbackUrl }) => callbackUrl !== undefined);
  const isThere = !isAny || (await ensureCallbacks(context, organizationId));
  return messages.map(({ callbackUrl }) => {
    if (callbackUrl === undefined) return undefined;
    if (!context.outbound.accepts(callbackUrl))
      return refused("webhook_url_refused", { path: "/callbackUrl" }).error;
    return isThere ? undefined : refused("webhooks_not_configured").error;
  });
}

/**
 * Makes the endpoint that stands for the URLs of an organization's single messages, before the first
 * of them is accepted: from then on they are told. False where no secret can be sealed.
 */
export async function ensureCallbacks(context: Context, organizationId: string): Promise<boolean> {
  const { orm } = context.database;
  const known = await orm.execute(sql`
    select from webhook_endpoints
    where organization_id = ${organizationId}::uuid and url is null`);
  if (known.length > 0) return true;
  const id = context.newId();
  const secret = await newSecret(context, { organizationId, id });
  if (secret === undefined) return false;
  const { keyId, ciphertext } = secret.sealed;
  await orm.execute(sql`
    insert into webhook_endpoints
      (organization_id, id, secret_key_id, secret, created_at, updated_at)
    values (${organizationId}::uuid, ${id}::uuid, ${keyId}::uuid, ${ciphertext}, now(), now())
    on conflict do nothing`);
  return true;
}
