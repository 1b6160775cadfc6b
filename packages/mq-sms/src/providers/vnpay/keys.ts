import { createHash, createPublicKey, createSecretKey, type KeyObject } from "node:crypto";
import type { VnpayEncryption } from "./encryption-settings.ts";

/** A key that fits its suite, or why there is none. The problem never repeats the key. */
export type DerivedKey =
  | { readonly ok: true; readonly key: KeyObject }
  | { readonly ok: false; readonly problem: string };

const keyBytes = { A256GCM: 32, "A256CBC-IV": 32, A128ECB: 16, "3DES-ECB": 24 } as const;

const minRsaBits = 2048;

/** Reads the key of an encryption and holds it against the cipher suite. */
export function deriveKey(encryption: VnpayEncryption): DerivedKey {
  const { suite, key, keyDerivation } = encryption;
  if (key === "") return { ok: false, problem: "Required when encryption is on" };
  if (suite === "RSA-OAEP-256" || suite === "RSA-PKCS1") return readPublicKey(key);
  const bytes = derivations[keyDerivation](key);
  if (bytes === undefined) return { ok: false, problem: `Is not ${keyDerivation}` };
  if (bytes.length !== keyBytes[suite]) {
    return { ok: false, problem: `${suite} needs a key of ${keyBytes[suite]} bytes` };
  }
  return { ok: true, key: createSecretKey(bytes) };
}

const derivations: Record<VnpayEncryption["keyDerivation"], (key: string) => Buffer | undefined> = {
  // Buffer.from stops at the first wrong character instead of refusing it.
  hex: (key) => (/^([0-9a-f]{2})+$/i.test(key) ? Buffer.from(key, "hex") : undefined),
  base64: (key) => (/^[A-Za-z0-9+/]+={0,2}$/.test(key) ? Buffer.from(key, "base64") : undefined),
  utf8: (key) => Buffer.from(key, "utf8"),
  sha256: (key) => createHash("sha256").update(key, "utf8").digest(),
  "md5-3des": (key) => {
    const digest = createHash("md5").update(key, "utf8").digest();
    return Buffer.concat([digest, digest.subarray(0, 8)]);
  },
};

function readPublicKey(pem: string): DerivedKey {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType !== "rsa") return { ok: false, problem: "Is not an RSA key" };
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (bits < minRsaBits) {
      return { ok: false, problem: `RSA needs a key of at least ${minRsaBits} bits` };
    }
    return { ok: true, key };
  } catch {
    return { ok: false, problem: "Is not a readable PEM public key" };
  }
}
