import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";

const ivLength = 12;
const tagLength = 16;

/** Which row and field a ciphertext belongs to; a ciphertext moved to another one fails to open. */
export type RowIdentity = readonly (string | null)[];

// JSON keeps ["a|b"] and ["a", "b"] apart, which joining by a separator would not.
const associated = (identity: RowIdentity) => Buffer.from(JSON.stringify(identity));

/** AES-256-GCM with a random 96-bit IV: base64 of IV, tag and ciphertext. */
export const seal = (key: KeyObject, identity: RowIdentity, plaintext: Uint8Array): string => {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(associated(identity));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64");
};

/** The plaintext, or `undefined` if the key, the identity or a single bit is another one. */
export const unseal = (
  key: KeyObject,
  identity: RowIdentity,
  sealed: string,
): Buffer | undefined => {
  const bytes = Buffer.from(sealed, "base64");
  if (bytes.length < ivLength + tagLength) return undefined;
  const iv = bytes.subarray(0, ivLength);
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: tagLength })
    .setAAD(associated(identity))
    .setAuthTag(bytes.subarray(ivLength, ivLength + tagLength));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivLength + tagLength)), decipher.final()]);
  } catch {
    return undefined;
  }
};
