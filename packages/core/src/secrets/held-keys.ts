import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { platformOrganization } from "../access.ts";
import type { Orm } from "../database/database.ts";
import type { RowIdentity } from "./cipher.ts";
import type { Secrets } from "./secrets.ts";

/** Whose key, and for what. */
export interface HeldKeyName {
  /** UUID; null is the platform. */
  readonly organizationId: string | null;
  /** What it is for, for example `erasure`. */
  readonly name: string;
}

const ownerOf = ({ organizationId }: HeldKeyName): string => organizationId ?? platformOrganization;

const identityOf = (key: HeldKeyName): RowIdentity => ["held_keys", ownerOf(key), key.name];

/**
 * A key of 32 random bytes that stays the same for good, made when it is first asked for, by however
 * many processes at once. It is kept encrypted, so it outlives every key-encryption key that is
 * re-wrapped in time; deleting its row destroys it. `undefined` where it cannot be had: no keyring is
 * configured, or not the right one.
 */
export async function heldKey(
  orm: Orm,
  secrets: Secrets,
  key: HeldKeyName,
): Promise<KeyObject | undefined> {
  const found = await read(orm, key);
  if (found !== undefined) return open(orm, secrets, key, found);
  const made = randomBytes(32).toString("base64");
  const sealed = await secrets.encrypt(orm, key.organizationId, identityOf(key), made);
  if (!sealed.ok) return undefined;
  await orm.execute(sql`
    insert into held_keys (organization_id, name, secret_key_id, ciphertext)
    values (${ownerOf(key)}::uuid, ${key.name}, ${sealed.secret.keyId}::uuid,
      ${sealed.secret.ciphertext}) on conflict do nothing`);
  // Another process may have been first, and then its key is the key.
  const kept = await read(orm, key);
  return kept && open(orm, secrets, key, kept);
}

/** The key where it was made already; asking for it makes none. */
export async function findHeldKey(
  orm: Orm,
  secrets: Secrets,
  key: HeldKeyName,
): Promise<KeyObject | undefined> {
  const found = await read(orm, key);
  return found && open(orm, secrets, key, found);
}

interface Row extends Record<string, unknown> {
  readonly keyId: string;
  readonly ciphertext: string;
}

async function read(orm: Orm, key: HeldKeyName): Promise<Row | undefined> {
  const [row] = await orm.execute<Row>(sql`
    select secret_key_id as "keyId", ciphertext from held_keys
    where organization_id = ${ownerOf(key)}::uuid and name = ${key.name}`);
  return row;
}

async function open(
  orm: Orm,
  secrets: Secrets,
  key: HeldKeyName,
  row: Row,
): Promise<KeyObject | undefined> {
  const opened = await secrets.decrypt(orm, identityOf(key), row);
  return opened.ok ? createSecretKey(Buffer.from(opened.plaintext, "base64")) : undefined;
}
