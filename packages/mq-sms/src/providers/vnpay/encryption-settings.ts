import { type Static, Type } from "@sinclair/typebox";

/** How texts are encrypted. VNPAY publishes no cipher: all of this comes with the contract. */
export const encryptionSettings = Type.Object(
  {
    mode: Type.Union([Type.Literal("off"), Type.Literal("viettel"), Type.Literal("all")], {
      default: "off",
      title: "Encrypt",
      description:
        "Nothing, messages to Viettel subscribers, or everything. With `all`, nothing is ever sent plain.",
    }),
    suite: Type.Union(
      [
        Type.Literal("A256GCM"),
        Type.Literal("A256CBC-IV"),
        Type.Literal("A128ECB"),
        Type.Literal("3DES-ECB"),
        Type.Literal("RSA-OAEP-256"),
        Type.Literal("RSA-PKCS1"),
      ],
      { default: "A256GCM", title: "Cipher", description: "Cipher suite of the contract." },
    ),
    key: Type.String({
      default: "",
      maxLength: 8192,
      secret: true,
      title: "Key",
      description: "In the form that the key derivation names; a PEM public key for RSA.",
    }),
    keyDerivation: Type.Union(
      [
        Type.Literal("hex"),
        Type.Literal("base64"),
        Type.Literal("utf8"),
        Type.Literal("sha256"),
        Type.Literal("md5-3des"),
      ],
      {
        default: "hex",
        title: "Key derivation",
        description:
          "How the key's bytes come from its text: decoded, as they are, by SHA-256, or by MD5 with its first half repeated. RSA ignores it.",
      },
    ),
    output: Type.Union([Type.Literal("base64"), Type.Literal("hex"), Type.Literal("HEX")], {
      default: "base64",
      title: "Output",
      description: "How the ciphertext is written: base64 without line breaks, or hex.",
    }),
    shortMessage: Type.Union(
      [Type.Literal("masked"), Type.Literal("plain"), Type.Literal("empty")],
      {
        default: "masked",
        title: "Plain field",
        description:
          "What stands in the plain field of an encrypted message: the text with every digit as *, the text itself, or nothing.",
      },
    ),
    aad: Type.Union([Type.Literal("none"), Type.Literal("messageId")], {
      default: "none",
      title: "Authenticated data",
      description: "Binds the ciphertext to the messageId. A256GCM only.",
    }),
    allowWeakCipher: Type.Boolean({
      default: false,
      title: "Allow weak ciphers",
      description: "Permits ECB, md5-3des and RSA PKCS#1 v1.5 where the contract leaves no choice.",
    }),
  },
  {
    additionalProperties: false,
    default: {},
    title: "Encryption",
    description: "Payload encryption. Leave it off until VNPAY has named the cipher.",
  },
);

/** Encryption of one VNPAY account. */
export type VnpayEncryption = Static<typeof encryptionSettings>;
