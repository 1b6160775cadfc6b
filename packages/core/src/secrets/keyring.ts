import { createSecretKey, type KeyObject } from "node:crypto";
import type { FieldProblem } from "../validation.ts";

/** A key that wraps data keys. Kept as a `KeyObject`, which prints no bytes when it is logged. */
export interface KeyEncryptionKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** The key-encryption keys of this process: the current one wraps, all of them unwrap. */
export interface Keyring {
  readonly current: KeyEncryptionKey;
  find(id: string): KeyEncryptionKey | undefined;
}

/** A keyring, or why there is none. The problems never repeat a key. */
export type KeyringResult =
  | { readonly ok: true; readonly keyring: Keyring }
  | { readonly ok: false; readonly problems: FieldProblem[] };

const base64 = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Makes a keyring of base64 keys of 32 bytes (`openssl rand -base64 32`), the current one first.
 * To rotate: put the new key first, keep the old one, run {@link rewrap}, then drop the old one.
 */
export const createKeyring = (keys: readonly { id: string; key: string }[]): KeyringResult => {
  const problems: FieldProblem[] = [];
  const known = new Map<string, KeyEncryptionKey>();
  const refuse = (path: string, code: string, message: string) =>
    problems.push({ path, code, message });

  keys.forEach(({ id, key }, index) => {
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(id)) {
      refuse(`/${index}/id`, "bad_format", "A key id is 1 to 64 letters, digits, '.', '_' or '-'.");
    } else if (known.has(id)) {
      refuse(`/${index}/id`, "duplicate", "This key id is used twice.");
    }
    if (!base64.test(key)) {
      refuse(`/${index}/key`, "bad_format", "A key is 32 bytes in base64, 44 characters.");
      return;
    }
    known.set(id, { id, key: createSecretKey(Buffer.from(key, "base64")) });
  });

  const current = known.get(keys[0]?.id ?? "");
  if (keys.length === 0) refuse("", "required", "At least one key is required.");
  if (problems.length > 0 || current === undefined) return { ok: false, problems };
  return { ok: true, keyring: { current, find: (id) => known.get(id) } };
};
