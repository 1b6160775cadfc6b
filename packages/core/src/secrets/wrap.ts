import { createSecretKey, type KeyObject } from "node:crypto";
import { type RowIdentity, seal, unseal } from "./cipher.ts";
import type { Keyring } from "./keyring.ts";

interface DataKeyOwner {
  id: string;
  organizationId: string | null;
}

const identityOf = (owner: DataKeyOwner): RowIdentity => [
  "data_keys",
  owner.organizationId,
  owner.id,
];

/** The columns of a data key that say how it is wrapped: under the current key-encryption key. */
export const wrapDataKey = (keyring: Keyring, owner: DataKeyOwner, key: KeyObject) => ({
  kekId: keyring.current.id,
  wrapped: seal(keyring.current.key, identityOf(owner), key.export()),
});

/** The data key of a row, or `undefined` where its key-encryption key is not in the keyring. */
export const unwrapDataKey = (
  keyring: Keyring,
  row: DataKeyOwner & { kekId: string; wrapped: string },
): KeyObject | undefined => {
  const kek = keyring.find(row.kekId);
  const bytes = kek && unseal(kek.key, identityOf(row), row.wrapped);
  return bytes && createSecretKey(bytes);
};
