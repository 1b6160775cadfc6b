import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { constants, createCipheriv, generateKeyPairSync, publicEncrypt } from "node:crypto";
import { defaultAccounts } from "../index.ts";
import { item, single, startTestSimulator } from "../testing/gateway-client.ts";
import type { Encryption } from "./decrypt.ts";

type TestSimulator = Awaited<ReturnType<typeof startTestSimulator>>;
let simulator: TestSimulator["simulator"];
let sendSms: TestSimulator["sendSms"];
let sendList: TestSimulator["sendList"];

beforeAll(async () => {
  ({ simulator, sendSms, sendList } = await startTestSimulator());
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.reset());

const plain = "Ma OTP cua ban la 482915";
const hex32 = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const secret = "demo-sercret-key-0001";

const encryptWith = (encryption: Encryption) =>
  simulator.setAccount({ ...defaultAccounts.vnpay, encryption });
const encrypted = (encryptMessage: string, changes: Record<string, unknown> = {}) =>
  single({ shortMessage: "Ma OTP cua ban la ******", encryptMessage, isEncrypt: 1, ...changes });

/** From OpenSSL 3.0, checked against two more implementations. */
const vectors: [what: string, encryption: Encryption, ciphertext: string][] = [
  [
    "A256GCM, hex key",
    { suite: "A256GCM", key: hex32, keyDerivation: "hex" },
    "sLGys7S1tre4ubq71DR65LidmzwymbfArDOoruUcfeonF74ATk+4eB97LVvuIldgVOJ+oA==",
  ],
  [
    "A256GCM, base64 key",
    {
      suite: "A256GCM",
      key: Buffer.from(hex32, "hex").toString("base64"),
      keyDerivation: "base64",
    },
    "sLGys7S1tre4ubq71DR65LidmzwymbfArDOoruUcfeonF74ATk+4eB97LVvuIldgVOJ+oA==",
  ],
  [
    "A256GCM, bound to the messageId",
    { suite: "A256GCM", key: hex32, aad: "messageId" },
    "sLGys7S1tre4ubq71DR65LidmzwymbfArDOoruUcfeonF74A/QXmj/IdvvZyZhH3s0xRmg==",
  ],
  [
    "A256GCM, SHA-256 of a secret",
    { suite: "A256GCM", key: secret, keyDerivation: "sha256" },
    "sLGys7S1tre4ubq7Fn7drwOZHnniPwXO6UUXulQ/MoTURLBAt45iF7eDqR+9UHrq3YKo0Q==",
  ],
  [
    "A256CBC-IV, hex key",
    { suite: "A256CBC-IV", key: hex32 },
    "oKGio6SlpqeoqaqrrK2urw2+J5s3RqRMg3TrbbppSiEj6+TDAb3JrDpFKqPg03CY",
  ],
  [
    "A256CBC-IV, SHA-256 of a secret",
    { suite: "A256CBC-IV", key: secret, keyDerivation: "sha256" },
    "oKGio6SlpqeoqaqrrK2ur/N5XNWZiiGBTZZBWqJyqr73OwloN7AutMD9ioUq0gcH",
  ],
  [
    "A128ECB, hex key",
    { suite: "A128ECB", key: hex32.slice(0, 32) },
    "wBWbWmbaTKgVqK2Xj0UUbuRvBJ1xzfV5cLFeT1nO164=",
  ],
  [
    "3DES-ECB, hex key",
    { suite: "3DES-ECB", key: "0123456789abcdeffedcba98765432101122334455667788" },
    "9jk1z2yH7sizvjzWfHv00Ny8dQ2Jgf7+UgXfUuk6PPo=",
  ],
  [
    "3DES-ECB, MD5 of a secret",
    { suite: "3DES-ECB", key: secret, keyDerivation: "md5-3des" },
    "CI1u+xF23htMZYv3FQn8yHPv+01X0wLplHg7ZQtQjHU=",
  ],
];

describe("the phone shows the plain text", () => {
  test.each(vectors)("%s", async (_, encryption, ciphertext) => {
    encryptWith(encryption);
    const answer = await sendSms(encrypted(ciphertext, { messageId: "m01" }));
    expect(answer.body).toMatchObject({ messageId: "m01", status: "00" });
    expect(simulator.messages("0912345678")).toMatchObject([{ text: plain }]);
  });

  test.each(["hex", "HEX"] as const)("ciphertext in %s", async (output) => {
    const [, encryption, ciphertext] = vectors[0] ?? expect.unreachable();
    encryptWith({ ...encryption, output });
    const lower = Buffer.from(ciphertext, "base64").toString("hex");
    const [right, wrong] =
      output === "hex" ? [lower, lower.toUpperCase()] : [lower.toUpperCase(), lower];
    expect((await sendSms(encrypted(right))).body).toMatchObject({ status: "00" });
    expect((await sendSms(encrypted(wrong))).body).toMatchObject({ status: "97" });
    expect(simulator.messages("0912345678")).toMatchObject([{ text: plain }]);
  });

  test.each([
    ["RSA-OAEP-256", { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" }],
    ["RSA-PKCS1", { padding: constants.RSA_PKCS1_PADDING }],
  ] as const)("%s", async (suite, padding) => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    encryptWith({ suite, key: privateKey.export({ type: "pkcs8", format: "pem" }).toString() });
    const ciphertext = publicEncrypt({ key: publicKey, ...padding }, Buffer.from(plain));
    expect(ciphertext).toHaveLength(256);
    const answer = await sendSms(encrypted(ciphertext.toString("base64")));
    expect(answer.body).toMatchObject({ status: "00" });
    expect(simulator.messages("0912345678")).toMatchObject([{ text: plain }]);
  });

  test("an item of a list, with an empty shortMessage", async () => {
    const [, encryption, encryptMessage] = vectors[0] ?? expect.unreachable();
    encryptWith(encryption);
    const message = item({ shortMessage: "", encryptMessage, isEncrypt: "1" });
    expect((await sendList([message])).body).toMatchObject([{ status: "00" }]);
    expect(simulator.messages("0912345678")).toMatchObject([{ text: plain }]);
  });
});

describe("97 for what the account's key does not open", () => {
  const [, encryption, ciphertext] = vectors[0] ?? expect.unreachable();
  const other = `${hex32.slice(2)}00`;
  const bytes = Buffer.from(ciphertext, "base64");

  test.each<[string, Encryption | undefined, string]>([
    ["another key", { ...encryption, key: other }, ciphertext],
    ["a key too short", { ...encryption, key: hex32.slice(2) }, ciphertext],
    ["another suite", { suite: "A256CBC-IV", key: hex32 }, ciphertext],
    ["another messageId", { ...encryption, aad: "messageId" }, ciphertext],
    ["a changed bit", encryption, bytes.with(20, (bytes[20] ?? 0) ^ 1).toBase64()],
    ["a cut tag", encryption, bytes.subarray(0, -1).toString("base64")],
    ["less than an IV", encryption, "AAAA"],
    ["base64 with line breaks", encryption, `${ciphertext.slice(0, 64)}\n${ciphertext.slice(64)}`],
    ["what is no base64", encryption, "no base64!"],
    ["an account without encryption", undefined, ciphertext],
  ])("%s", async (_, ofAccount, encryptMessage) => {
    const { encryption: _default, ...account } = defaultAccounts.vnpay;
    simulator.setAccount(ofAccount ? { ...account, encryption: ofAccount } : account);
    expect(await sendSms(encrypted(encryptMessage))).toMatchObject({
      status: 200,
      body: { status: "97", description: "INVALID_DATA" },
    });
    expect(simulator.messages("0912345678")).toEqual([]);
  });
});

describe("the text inside is checked as any other", () => {
  test.each([
    ["12", "accents", "Mã OTP là 482915"],
    ["02", "481 characters", "a".repeat(481)],
  ])("%s for %s", async (status, _, text) => {
    encryptWith({ suite: "A128ECB", key: hex32.slice(0, 32) });
    const cipher = createCipheriv("aes-128-ecb", Buffer.from(hex32.slice(0, 32), "hex"), null);
    const ciphertext = cipher.update(text, "utf8", "base64") + cipher.final("base64");
    expect((await sendSms(encrypted(ciphertext))).body).toMatchObject({ status });
  });
});

describe("where encryption is required", () => {
  const [, encryption, ciphertext] = vectors[0] ?? expect.unreachable();
  const viettel = "0987654321";
  const vinaphone = "0912345678";

  beforeEach(() => {
    encryptWith(encryption);
    simulator.setScenario({ provider: "vnpay", scenario: "accept", requireEncryption: true });
  });

  test.each([
    ["88", "a plain message to Viettel", single({ destination: viettel })],
    ["00", "an encrypted message to Viettel", encrypted(ciphertext, { destination: viettel })],
    ["00", "a plain message to another network", single({ destination: vinaphone })],
    ["89", "an encrypted one to another", encrypted(ciphertext, { destination: vinaphone })],
  ])("%s for %s", async (status, _, message) => {
    expect((await sendSms(message)).body).toMatchObject({ status });
  });

  test("the network that serves the number now decides, not the prefix", async () => {
    const ported = { provider: "vnpay", scenario: "accept", requireEncryption: true } as const;
    simulator.setScenario({ ...ported, number: vinaphone, portedTo: "109800" });
    const toViettel = encrypted(ciphertext, { destination: vinaphone });
    expect((await sendSms(single())).body).toMatchObject({ status: "88" });
    expect((await sendSms(toViettel)).body).toMatchObject({ status: "00", isMnp: "1" });
  });

  test("a refused message may be corrected under its messageId", async () => {
    const messageId = "corrected";
    const destination = viettel;
    const plainly = await sendSms(single({ messageId, destination }));
    expect(plainly.body).toMatchObject({ status: "88" });
    const corrected = await sendSms(encrypted(ciphertext, { messageId, destination }));
    expect(corrected.body).toMatchObject({ status: "00" });
  });
});
