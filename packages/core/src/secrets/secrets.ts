import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { and, desc, eq, gt, isNull } from "drizzle-orm";
import type { Clock } from "../clock.ts";
import type { Orm } from "../database/database.ts";
import { newUuid } from "../ids.ts";
import { type RowIdentity, seal, unseal } from "./cipher.ts";
import type { Keyring } from "./keyring.ts";
import { dataKeys } from "./tables.ts";
import { unwrapDataKey, wrapDataKey } from "./wrap.ts";

/** A secret as it is stored: ciphertext, and which data key opens it. */
export interface EncryptedSecret {
  readonly keyId: string;
  readonly ciphertext: string;
}

/**
 * Why a secret cannot be had: no key-encryption key is configured, the one that is needed is not
 * among them, or the ciphertext was altered or belongs to another row.
 */
export type SecretFailure = "no_keyring" | "unknown_key" | "undecryptable";

export type EncryptResult =
  | { readonly ok: true; readonly secret: EncryptedSecret }
  | { readonly ok: false; readonly reason: SecretFailure };
export type DecryptResult =
  | { readonly ok: true; readonly plaintext: string }
  | { readonly ok: false; readonly reason: SecretFailure };

/** Encryption of single values at rest, under one data key per organization. */
export interface Secrets {
  /** `orm` may be an open transaction; a data key that it makes is then part of it. */
  encrypt(
    orm: Orm,
    organization: string | null,
    identity: RowIdentity,
    plaintext: string,
  ): Promise<EncryptResult>;
  decrypt(orm: Orm, identity: RowIdentity, secret: EncryptedSecret): Promise<DecryptResult>;
}

// GCM with random IVs is safe for 2^32 values under one key; a year of any table stays far below.
const dataKeyDays = 365;

/** Without a keyring every call answers `no_keyring`: nothing is ever stored or read in clear. */
export const createSecrets = (options: { keyring?: Keyring; clock: Clock }): Secrets => {
  const { keyring, clock } = options;
  const opened = new Map<string, KeyObject>();

  const open = async (orm: Orm, id: string): Promise<KeyObject | SecretFailure> => {
    const known = opened.get(id);
    if (known) return known;
    if (!keyring) return "no_keyring";
    const [row] = await orm.select().from(dataKeys).where(eq(dataKeys.id, id));
    const key = row && unwrapDataKey(keyring, row);
    if (!key) return "unknown_key";
    opened.set(id, key);
    return key;
  };

  const current = async (orm: Orm, ring: Keyring, organizationId: string | null) => {
    const oldest = new Date(clock.now().getTime() - dataKeyDays * 86_400_000);
    const [row] = await orm
      .select()
      .from(dataKeys)
      .where(
        and(
          organizationId === null
            ? isNull(dataKeys.organizationId)
            : eq(dataKeys.organizationId, organizationId),
          gt(dataKeys.createdAt, oldest),
        ),
      )
      .orderBy(desc(dataKeys.createdAt), desc(dataKeys.id))
      .limit(1);
    const usable = row && unwrapDataKey(ring, row);
    if (usable) return { id: row.id, key: usable };

    const id = newUuid(clock);
    const key = createSecretKey(randomBytes(32));
    const wrapped = wrapDataKey(ring, { id, organizationId }, key);
    await orm.insert(dataKeys).values({ id, organizationId, createdAt: clock.now(), ...wrapped });
    // Not remembered: if the transaction rolls back, this key must never be used again.
    return { id, key };
  };

  return {
    async encrypt(orm, organization, identity, plaintext) {
      if (!keyring) return { ok: false, reason: "no_keyring" };
      const { id, key } = await current(orm, keyring, organization);
      const ciphertext = seal(key, identity, Buffer.from(plaintext));
      return { ok: true, secret: { keyId: id, ciphertext } };
    },

    async decrypt(orm, identity, secret) {
      const key = await open(orm, secret.keyId);
      if (typeof key === "string") return { ok: false, reason: key };
      const plaintext = unseal(key, identity, secret.ciphertext);
      if (!plaintext) return { ok: false, reason: "undecryptable" };
      return { ok: true, plaintext: plaintext.toString() };
    },
  };
};
