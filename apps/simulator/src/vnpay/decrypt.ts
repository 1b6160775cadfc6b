import { constants, createDecipheriv, createHash, privateDecrypt } from "node:crypto";
import { type Static, Type } from "@sinclair/typebox";

/** How an account's ciphertext is to be read. RSA suites take the private key as PEM in `key`. */
export const Encryption = Type.Object(
  {
    suite: Type.Union([
      Type.Literal("A256GCM"),
      Type.Literal("A256CBC-IV"),
      Type.Literal("A128ECB"),
      Type.Literal("3DES-ECB"),
      Type.Literal("RSA-OAEP-256"),
      Type.Literal("RSA-PKCS1"),
    ]),
    key: Type.String({ minLength: 1 }),
    keyDerivation: Type.Optional(
      Type.Union([
        Type.Literal("hex"),
        Type.Literal("base64"),
        Type.Literal("utf8"),
        Type.Literal("sha256"),
        Type.Literal("md5-3des"),
      ]),
    ),
    output: Type.Optional(
      Type.Union([Type.Literal("base64"), Type.Literal("hex"), Type.Literal("HEX")]),
    ),
    aad: Type.Optional(Type.Literal("messageId")),
  },
  { additionalProperties: false },
);
export type Encryption = Static<typeof Encryption>;

/** The text of an encrypted message; `undefined` where this account's key does not open it. */
export function decrypt(
  encryption: Encryption,
  ciphertext: string,
  messageId: string,
): string | undefined {
  try {
    const bytes = decode(ciphertext, encryption.output ?? "base64");
    const plain = open(encryption, bytes, messageId);
    return new TextDecoder("utf-8", { fatal: true }).decode(plain);
  } catch {
    return undefined; // a wrong key, tag, padding or spelling: one answer for all, as from outside
  }
}

const spellings = {
  base64: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  hex: /^(?:[0-9a-f]{2})+$/,
  HEX: /^(?:[0-9A-F]{2})+$/,
};

function decode(ciphertext: string, output: "base64" | "hex" | "HEX"): Buffer {
  if (!spellings[output].test(ciphertext)) throw new Error(`not ${output}`);
  return Buffer.from(ciphertext, output === "base64" ? "base64" : "hex");
}

function open(encryption: Encryption, bytes: Buffer, messageId: string): Buffer {
  switch (encryption.suite) {
    case "A256GCM": {
      const decipher = createDecipheriv("aes-256-gcm", keyOf(encryption), bytes.subarray(0, 12));
      if (encryption.aad) decipher.setAAD(Buffer.from(messageId));
      decipher.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
    }
    case "A256CBC-IV":
      return openBlocks("aes-256-cbc", encryption, bytes.subarray(0, 16), bytes.subarray(16));
    case "A128ECB":
      return openBlocks("aes-128-ecb", encryption, null, bytes);
    case "3DES-ECB":
      return openBlocks("des-ede3", encryption, null, bytes);
    case "RSA-OAEP-256":
      return privateDecrypt(
        { key: encryption.key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
        bytes,
      );
    case "RSA-PKCS1":
      return stripPkcs1(
        privateDecrypt({ key: encryption.key, padding: constants.RSA_NO_PADDING }, bytes),
      );
  }
}

function openBlocks(
  cipher: string,
  encryption: Encryption,
  iv: Buffer | null,
  bytes: Buffer,
): Buffer {
  const decipher = createDecipheriv(cipher, keyOf(encryption), iv);
  return Buffer.concat([decipher.update(bytes), decipher.final()]);
}

function keyOf({ key, keyDerivation = "hex" }: Encryption): Buffer {
  switch (keyDerivation) {
    case "hex":
    case "base64":
    case "utf8":
      return Buffer.from(key, keyDerivation);
    case "sha256":
      return createHash("sha256").update(key).digest();
    case "md5-3des": {
      const digest = createHash("md5").update(key).digest();
      return Buffer.concat([digest, digest.subarray(0, 8)]);
    }
  }
}

/** By hand, because the runtime refuses PKCS#1 v1.5 decryption: `00 02 <padding> 00 <message>`. */
function stripPkcs1(block: Buffer): Buffer {
  const end = block.indexOf(0, 2);
  if (block[0] !== 0 || block[1] !== 2 || end < 10) throw new Error("not a PKCS#1 block");
  return block.subarray(end + 1);
}
