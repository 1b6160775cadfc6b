import { createSecretKey, randomBytes } from "node:crypto";
import { type Database, type RowIdentity, type Secrets, seal, unseal } from "@nx/core";
import { sql } from "drizzle-orm";
import type { SealedBody } from "./accept.ts";

/** Whose body it is: part of what is authenticated, so that no ciphertext serves another row. */
export interface BodyIdentity {
  readonly organizationId: string;
  readonly messageId: string;
}

const wrapIdentity = ({ organizationId, messageId }: BodyIdentity): RowIdentity => [
  "message_keys",
  organizationId,
  messageId,
];

const bodyIdentity = ({ organizationId, messageId }: BodyIdentity): RowIdentity => [
  "messages",
  organizationId,
  messageId,
];

/**
 * Encrypts a body under a key of its own, and that key under the organization's. `undefined` where
 * no key-encryption key is configured: such a body is never stored.
 */
export async function sealBody(
  { orm }: Pick<Database, "orm">,
  secrets: Secrets,
  identity: BodyIdentity,
  body: string,
): Promise<SealedBody | undefined> {
  const key = randomBytes(32);
  const wrapped = await secrets.encrypt(
    orm,
    identity.organizationId,
    wrapIdentity(identity),
    key.toString("base64"),
  );
  if (!wrapped.ok) return undefined;
  return {
    text: seal(createSecretKey(key), bodyIdentity(identity), Buffer.from(body)),
    secretKeyId: wrapped.secret.keyId,
    wrappedKey: wrapped.secret.ciphertext,
  };
}

/** The body, or `undefined` where its key was destroyed, altered or cannot be opened. */
export async function unsealBody(
  { orm }: Pick<Database, "orm">,
  secrets: Secrets,
  identity: BodyIdentity,
  { text, secretKeyId, wrappedKey }: SealedBody,
): Promise<string | undefined> {
  const opened = await secrets.decrypt(orm, wrapIdentity(identity), {
    keyId: secretKeyId,
    ciphertext: wrappedKey,
  });
  if (!opened.ok) return undefined;
  const key = createSecretKey(Buffer.from(opened.plaintext, "base64"));
  return unseal(key, bodyIdentity(identity), text)?.toString("utf8");
}

/** Destroys the keys of bodies: nobody can read them from here on. */
export async function destroyKeys(
  { orm }: Pick<Database, "orm">,
  organizationId: string,
  messageIds: readonly string[],
): Promise<void> {
  await orm.execute(sql`
    delete from message_keys
    where organization_id = ${organizationId}::uuid and message_id = any(${sql.param(messageIds)}::uuid[])`);
}

/** Destroys the keys of all bodies that are of no use any more. */
export async function destroyExpiredKeys({ orm }: Pick<Database, "orm">): Promise<void> {
  await orm.execute(sql`delete from message_keys where expires_at < now()`);
}
