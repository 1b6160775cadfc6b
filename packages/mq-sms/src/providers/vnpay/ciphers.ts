import { constants, createCipheriv, type KeyObject, publicEncrypt, randomBytes } from "node:crypto";
import type { VnpayEncryption } from "./encryption-settings.ts";
import { deriveKey } from "./keys.ts";

/** What goes into one ciphertext. */
export interface Plaintext {
  readonly text: string;
  readonly messageId: string;
}

/**
 * Encrypts one text into the form that the settings name; `undefined` when it does not fit into one
 * RSA block. `iv` is for test vectors: anything but a fresh random one breaks the cipher.
 */
export type PayloadCipher = (plaintext: Plaintext, iv?: Buffer) => string | undefined;

/** The cipher of an encryption; `undefined` when its key cannot be used. */
export function createCipher(encryption: VnpayEncryption): PayloadCipher | undefined {
  const derived = deriveKey(encryption);
  if (!derived.ok) return undefined;
  const seal = sealers[encryption.suite];
  return ({ text, messageId }, iv) => {
    const aad = Buffer.from(encryption.aad === "messageId" ? messageId : "", "utf8");
    const sealed = seal(derived.key, Buffer.from(text, "utf8"), { iv, aad });
    return sealed === undefined ? undefined : write[encryption.output](sealed);
  };
}

type Sealer = (
  key: KeyObject,
  plain: Buffer,
  options: { readonly iv: Buffer | undefined; readonly aad: Buffer },
) => Buffer | undefined;

const sealers: Record<VnpayEncryption["suite"], Sealer> = {
  A256GCM: (key, plain, { iv = randomBytes(12), aad }) => {
    const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(aad);
    return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  },
  "A256CBC-IV": (key, plain, { iv = randomBytes(16) }) => {
    const cipher = createCipheriv("aes-256-cbc", key, iv);
    return Buffer.concat([iv, cipher.update(plain), cipher.final()]);
  },
  A128ECB: (key, plain) => sealEcb("aes-128-ecb", key, plain),
  // Bun has no name `des-ede3-ecb`; OpenSSL's `des-ede3` is the same cipher.
  "3DES-ECB": (key, plain) => sealEcb("des-ede3", key, plain),
  // Room in a block by RFC 8017: two hashes and 2 bytes go to OAEP, 11 bytes to PKCS#1 v1.5.
  "RSA-OAEP-256": (key, plain) =>
    plain.length > blockBytes(key) - 66
      ? undefined
      : publicEncrypt(
          { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
          plain,
        ),
  "RSA-PKCS1": (key, plain) =>
    plain.length > blockBytes(key) - 11
      ? undefined
      : publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, plain),
};

function sealEcb(algorithm: string, key: KeyObject, plain: Buffer): Buffer {
  const cipher = createCipheriv(algorithm, key, null);
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}

const blockBytes = (key: KeyObject): number =>
  Math.floor((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);

const write: Record<VnpayEncryption["output"], (bytes: Buffer) => string> = {
  base64: (bytes) => bytes.toString("base64"),
  hex: (bytes) => bytes.toString("hex"),
  HEX: (bytes) => bytes.toString("hex").toUpperCase(),
};
