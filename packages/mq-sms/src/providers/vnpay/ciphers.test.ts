import { describe, expect, test } from "bun:test";
import { constants, createPrivateKey, generateKeyPairSync, privateDecrypt } from "node:crypto";
import { Value } from "@sinclair/typebox/value";
import { createCipher } from "./ciphers.ts";
import { encryptionSettings, type VnpayEncryption } from "./encryption-settings.ts";

const plaintext = { text: "Ma OTP cua ban la 482915", messageId: "m01" };
const secret = "demo-sercret-key-0001";
const key128 = "000102030405060708090a0b0c0d0e0f";
const key256 = `${key128}101112131415161718191a1b1c1d1e1f`;
const gcmIv = "b0b1b2b3b4b5b6b7b8b9babb";
const cbcIv = "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf";

const encryption = (settings: Partial<VnpayEncryption>): VnpayEncryption =>
  Value.Parse(encryptionSettings, { mode: "all", allowWeakCipher: true, ...settings });

const cipherOf = (settings: Partial<VnpayEncryption>) => {
  const cipher = createCipher(encryption(settings));
  if (cipher === undefined) throw new Error("The key was refused");
  return cipher;
};

/** Computed with OpenSSL 3.0, by hand of the specification. */
const vectors: readonly (readonly [Partial<VnpayEncryption>, string, string])[] = [
  [
    { suite: "A256GCM", key: key256 },
    gcmIv,
    "sLGys7S1tre4ubq71DR65LidmzwymbfArDOoruUcfeonF74ATk+4eB97LVvuIldgVOJ+oA==",
  ],
  [
    { suite: "A256GCM", key: key256, aad: "messageId" },
    gcmIv,
    "sLGys7S1tre4ubq71DR65LidmzwymbfArDOoruUcfeonF74A/QXmj/IdvvZyZhH3s0xRmg==",
  ],
  [
    { suite: "A256GCM", key: secret, keyDerivation: "sha256" },
    gcmIv,
    "sLGys7S1tre4ubq7Fn7drwOZHnniPwXO6UUXulQ/MoTURLBAt45iF7eDqR+9UHrq3YKo0Q==",
  ],
  [
    { suite: "A256CBC-IV", key: key256 },
    cbcIv,
    "oKGio6SlpqeoqaqrrK2urw2+J5s3RqRMg3TrbbppSiEj6+TDAb3JrDpFKqPg03CY",
  ],
  [
    { suite: "A256CBC-IV", key: secret, keyDerivation: "sha256" },
    cbcIv,
    "oKGio6SlpqeoqaqrrK2ur/N5XNWZiiGBTZZBWqJyqr73OwloN7AutMD9ioUq0gcH",
  ],
  [{ suite: "A128ECB", key: key128 }, "", "wBWbWmbaTKgVqK2Xj0UUbuRvBJ1xzfV5cLFeT1nO164="],
  [
    { suite: "3DES-ECB", key: "0123456789abcdeffedcba98765432101122334455667788" },
    "",
    "9jk1z2yH7sizvjzWfHv00Ny8dQ2Jgf7+UgXfUuk6PPo=",
  ],
  [
    { suite: "3DES-ECB", key: secret, keyDerivation: "md5-3des" },
    "",
    "CI1u+xF23htMZYv3FQn8yHPv+01X0wLplHg7ZQtQjHU=",
  ],
];

describe("test vectors", () => {
  test.each(vectors)("%j", (settings, iv, expected) => {
    const ivBytes = iv === "" ? undefined : Buffer.from(iv, "hex");
    expect(cipherOf(settings)(plaintext, ivBytes)).toBe(expected);
  });

  test.each([
    ["base64", Buffer.from(key128, "hex").toString("base64")],
    ["utf8", Buffer.from(key128, "hex").toString("latin1")],
  ] as const)("a key in %s is the same key", (keyDerivation, key) => {
    expect(cipherOf({ suite: "A128ECB", key, keyDerivation })(plaintext)).toBe(
      "wBWbWmbaTKgVqK2Xj0UUbuRvBJ1xzfV5cLFeT1nO164=",
    );
  });

  test.each([
    ["hex", "c0159b5a66da4ca815a8ad978f45146ee46f049d71cdf57970b15e4f59ced7ae"],
    ["HEX", "C0159B5A66DA4CA815A8AD978F45146EE46F049D71CDF57970B15E4F59CED7AE"],
  ] as const)("output %s", (output, expected) => {
    expect(cipherOf({ suite: "A128ECB", key: key128, output })(plaintext)).toBe(expected);
  });

  test("a long ciphertext has no line breaks", () => {
    const sealed = cipherOf({ key: key256 })({ ...plaintext, text: "a".repeat(480) });
    expect(sealed).toMatch(/^[A-Za-z0-9+/]+=*$/);
  });
});

test.each(["A256GCM", "A256CBC-IV"] as const)("%s never uses an IV twice", (suite) => {
  const cipher = cipherOf({ suite, key: key256 });
  const sealed = Array.from({ length: 1000 }, () => cipher(plaintext));
  expect(new Set(sealed.map((text) => text?.slice(0, 16))).size).toBe(1000);
});

describe("RSA", () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const blockOf = (suite: VnpayEncryption["suite"], text: string) => {
    const sealed = cipherOf({ suite, key: publicKey })({ ...plaintext, text });
    return sealed === undefined ? undefined : Buffer.from(sealed, "base64");
  };

  test("OAEP with SHA-256 is read by the owner of the key", () => {
    const block = blockOf("RSA-OAEP-256", plaintext.text);
    expect(block?.length).toBe(256);
    const options = {
      key: privateKey,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: "sha256",
    };
    expect(privateDecrypt(options, block ?? Buffer.alloc(0)).toString()).toBe(plaintext.text);
  });

  test("PKCS#1 v1.5 has the block type, padding without zeros, and the text", () => {
    const block = blockOf("RSA-PKCS1", plaintext.text) ?? Buffer.alloc(0);
    expect(block.length).toBe(256);
    // The runtime refuses to take this padding off, so it is taken off by hand.
    const options = { key: createPrivateKey(privateKey), padding: constants.RSA_NO_PADDING };
    const padded = privateDecrypt(options, block);
    expect([...padded.subarray(0, 2)]).toEqual([0, 2]);
    const end = padded.indexOf(0, 2);
    expect(end).toBeGreaterThanOrEqual(10);
    expect(padded.subarray(end + 1).toString()).toBe(plaintext.text);
  });

  test.each([
    ["RSA-OAEP-256", 190],
    ["RSA-PKCS1", 245],
  ] as const)("%s takes one block of %d bytes and not a byte more", (suite, room) => {
    expect(blockOf(suite, "a".repeat(room))?.length).toBe(256);
    expect(blockOf(suite, "a".repeat(room + 1))).toBeUndefined();
    expect(blockOf(suite, `${"a".repeat(room - 1)}à`)).toBeUndefined();
  });
});

test("a key that does not fit its suite makes no cipher", () => {
  expect(createCipher(encryption({ suite: "A256GCM", key: key128 }))).toBeUndefined();
});
