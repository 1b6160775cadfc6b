import { randomBytes } from "node:crypto";
import type { EncryptedSecret, RowIdentity } from "@nx/core";
import type { GatewayContext } from "../context.ts";

/** Which endpoint a secret is of: part of what is authenticated. */
export interface EndpointIdentity {
  readonly organizationId: string;
  /** UUID. */
  readonly id: string;
}

const identityOf = ({ organizationId, id }: EndpointIdentity): RowIdentity => [
  "webhook_endpoints",
  organizationId,
  id,
];

/** A new secret, in clear for its owner and sealed for us; nothing where there is no key to seal it. */
export async function newSecret(
  { database, secrets }: Pick<GatewayContext, "database" | "secrets">,
  endpoint: EndpointIdentity,
): Promise<{ readonly clear: string; readonly sealed: EncryptedSecret } | undefined> {
  const clear = `whsec_${randomBytes(32).toString("base64")}`;
  const result = await secrets.encrypt(
    database.orm,
    endpoint.organizationId,
    identityOf(endpoint),
    clear,
  );
  return result.ok ? { clear, sealed: result.secret } : undefined;
}

/** The secret in clear; nothing where it cannot be opened. */
export async function openSecret(
  { database, secrets }: Pick<GatewayContext, "database" | "secrets">,
  endpoint: EndpointIdentity,
  sealed: EncryptedSecret,
): Promise<string | undefined> {
  const result = await secrets.decrypt(database.orm, identityOf(endpoint), sealed);
  return result.ok ? result.plaintext : undefined;
}
