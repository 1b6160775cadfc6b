import { describe, expect, test } from "bun:test";
import { createDecipheriv, generateKeyPairSync } from "node:crypto";
import type { NetworkMemory } from "../../provider.ts";
import { parseSettings } from "../../settings.ts";
import { recordingFetch } from "../../testing/index.ts";
import {
  type GatewayRequest,
  openVnpayAccount,
  otpMessage,
  vnpayInput,
} from "../../testing/vnpay-account.ts";
import { createVnpayProvider, vnpay } from "./index.ts";
import { createNetworkMemory } from "./network-memory.ts";

const { signal } = new AbortController();
const key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const toViettel = { ...otpMessage, to: "+84962345678" };
const toVinaphone = otpMessage;
const viettelOnly = { encryption: { mode: "viettel", key } } as const;

/** What each request looked like: encrypted or plain. */
const encrypted = (requests: readonly GatewayRequest[]) =>
  requests.map(({ body }) => body["isEncrypt"]);

/** Answers with these codes in turn. */
const codes =
  (...list: readonly string[]) =>
  (_: GatewayRequest, index: number) => ({ status: list[index] });

const decrypt = (sealed: unknown): string => {
  const bytes = Buffer.from(String(sealed), "base64");
  const decipher = createDecipheriv("aes-256-gcm", Buffer.from(key, "hex"), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(12, -16)).toString() + decipher.final().toString();
};

describe("an encrypted message", () => {
  test("carries the unaccented text in its ciphertext alone, digits masked beside it", async () => {
    using account = await openVnpayAccount(codes("00"), viettelOnly);
    await account.provider.send({ ...toViettel, text: "Mã của bạn là 482915" }, signal);
    const body = account.requests[0]?.body ?? {};
    expect(body).toMatchObject({ isEncrypt: 1, shortMessage: "Ma cua ban la ******" });
    expect(decrypt(body["encryptMessage"])).toBe("Ma cua ban la 482915");
    expect(JSON.stringify(body)).not.toContain("482915");
  });

  test.each([
    ["plain", "Ma OTP cua ban la 482915"],
    ["empty", ""],
  ] as const)(
    "has its plain field %s where the account says so",
    async (shortMessage, expected) => {
      const settings = { encryption: { mode: "all", key, shortMessage } } as const;
      using account = await openVnpayAccount(codes("00"), settings);
      await account.provider.send(otpMessage, signal);
      expect(account.requests[0]?.body).toMatchObject({ isEncrypt: 1, shortMessage: expected });
    },
  );

  test("that does not fit into an RSA block is refused, and nothing is sent", async () => {
    const { publicKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    const settings = {
      encryption: { mode: "all", suite: "RSA-OAEP-256", key: publicKey },
    } as const;
    using account = await openVnpayAccount(codes("00"), settings);
    expect(await account.provider.send({ ...otpMessage, text: "a".repeat(191) }, signal)).toEqual({
      kind: "rejected",
      error: { code: "message_too_long", provider: "vnpay" },
    });
    expect(account.requests).toHaveLength(0);
  });
});

test("what must be encrypted is refused, not sent plain, when the key cannot be used", async () => {
  const parsed = parseSettings(vnpay, { ...vnpayInput, encryption: { mode: "all", key } });
  if (!parsed.ok) throw new Error("The settings are complete");
  const { fetch, requests } = recordingFetch(() => Response.json({ status: "00" }));
  const broken = { ...parsed.settings, encryption: { ...parsed.settings.encryption, key: "00" } };
  const provider = createVnpayProvider(broken, { fetch, now: () => new Date(0) });
  expect(await provider.send(otpMessage, signal)).toEqual({
    kind: "rejected",
    error: { code: "not_configured", provider: "vnpay" },
  });
  expect(requests).toEqual([]);
});

describe("which messages are encrypted", () => {
  test.each([
    ["off", 0, 0],
    ["viettel", 1, 0],
    ["all", 1, 1],
  ] as const)("mode %s: Viettel %d, VinaPhone %d", async (mode, viettel, vinaphone) => {
    using account = await openVnpayAccount(() => ({ status: "00" }), { encryption: { mode, key } });
    await account.provider.send(toViettel, signal);
    await account.provider.send(toVinaphone, signal);
    expect(encrypted(account.requests)).toEqual([viettel, vinaphone]);
  });

  test("a network that the gateway told counts before the prefix", async () => {
    const ported = () => ({ status: "00", providerId: "109800" });
    using account = await openVnpayAccount(ported, viettelOnly);
    await account.provider.send(toVinaphone, signal);
    await account.provider.send(toVinaphone, signal);
    expect(encrypted(account.requests)).toEqual([0, 1]);
  });

  test("a network is learnt from a refusal too", async () => {
    const refuse = () => ({ status: "86", providerId: "109100" });
    using account = await openVnpayAccount(refuse, viettelOnly);
    await account.provider.send(toViettel, signal);
    await account.provider.send(toViettel, signal);
    expect(encrypted(account.requests)).toEqual([1, 0]);
  });

  test("a memory that was passed in is asked and told", async () => {
    const told: string[][] = [];
    const networks: NetworkMemory = {
      recall: () => "109800",
      remember: (to, network) => told.push([to, network]),
    };
    const answer = () => ({ status: "00", providerId: "109100" });
    using account = await openVnpayAccount(answer, viettelOnly, { networks });
    await account.provider.send(toVinaphone, signal);
    expect(encrypted(account.requests)).toEqual([1]);
    expect(told).toEqual([[toVinaphone.to, "109100"]]);
  });
});

describe("the single corrected resend", () => {
  test("88: encrypted, under the same id, and remembered", async () => {
    using account = await openVnpayAccount(codes("88", "00", "00"), viettelOnly);
    const outcome = await account.provider.send(toVinaphone, signal);
    await account.provider.send(toVinaphone, signal);
    expect(outcome.kind).toBe("accepted");
    expect(encrypted(account.requests)).toEqual([0, 1, 1]);
    const [first, second] = account.requests;
    expect(second?.body["messageId"]).toBe(String(first?.body["messageId"]));
  });

  test("89: plain, under the same id, and remembered against the prefix", async () => {
    using account = await openVnpayAccount(codes("89", "00", "00"), viettelOnly);
    const outcome = await account.provider.send(toViettel, signal);
    await account.provider.send(toViettel, signal);
    expect(outcome.kind).toBe("accepted");
    expect(encrypted(account.requests)).toEqual([1, 0, 0]);
    const [first, second] = account.requests;
    expect(second?.body["messageId"]).toBe(String(first?.body["messageId"]));
  });

  test("12: without accents", async () => {
    const settings = { text: { unaccented: false } };
    using account = await openVnpayAccount(codes("12", "00"), settings);
    const outcome = await account.provider.send({ ...otpMessage, text: "Mã là 482915" }, signal);
    expect(outcome.kind).toBe("accepted");
    expect(account.requests.map(({ body }) => body["shortMessage"])).toEqual([
      "Mã là 482915",
      "Ma la 482915",
    ]);
  });

  test.each([
    ["88 again", ["88", "88"], "rejected", "encryption_mismatch"],
    ["another refusal", ["88", "86"], "rejected", "bad_sender"],
    ["12 after 88", ["88", "12"], "rejected", "unicode_not_supported"],
    ["an unclear answer", ["88", "99"], "unknown", "provider_error"],
    ["no status", ["88"], "unknown", "unreadable_response"],
    ["90, though the first request was refused", ["88", "90"], "rejected", "duplicate"],
  ] as const)("ends with %s after two requests", async (_, list, kind, code) => {
    using account = await openVnpayAccount(codes(...list), viettelOnly);
    expect(await account.provider.send(toVinaphone, signal)).toMatchObject({
      kind,
      error: { code },
    });
    expect(account.requests).toHaveLength(2);
  });

  test("90 after an attempt that was left open before is acceptance", async () => {
    using account = await openVnpayAccount(codes("88", "90"), viettelOnly);
    const outcome = await account.provider.send({ ...toVinaphone, retryOfUnknown: true }, signal);
    expect(outcome.kind).toBe("accepted");
  });

  test.each([
    ["88 without a cipher", "88", {}, otpMessage.text],
    ["88 to an encrypted message", "88", { encryption: { mode: "all", key } }, otpMessage.text],
    ["89 where everything must be encrypted", "89", { encryption: { mode: "all", key } }, "a"],
    ["89 to a plain message", "89", viettelOnly, otpMessage.text],
    ["12 to a text without accents", "12", { text: { unaccented: false } }, "Ma"],
    ["12 to a text that cannot lose them", "12", { text: { unaccented: false } }, "Mã 👋"],
    [
      "12 where the account forbids it",
      "12",
      { text: { unaccented: false, retryUnaccented: false } },
      "Mã",
    ],
  ] as const)("is not made for %s", async (_, code, settings, text) => {
    using account = await openVnpayAccount(codes(code, "00"), settings);
    const outcome = await account.provider.send({ ...toVinaphone, text }, signal);
    expect(outcome).toMatchObject({ kind: "rejected", error: { providerCode: code } });
    expect(account.requests).toHaveLength(1);
  });
});

describe("the memory of networks", () => {
  const day = 24 * 60 * 60 * 1000;

  test("is fresh for 30 days", () => {
    let time = 0;
    const memory = createNetworkMemory(() => new Date(time));
    memory.remember("+84912345678", "109100");
    time = 30 * day - 1;
    expect(memory.recall("+84912345678")).toBe("109100");
    time = 30 * day;
    expect(memory.recall("+84912345678")).toBeUndefined();
  });

  test("full, it forgets the number learnt longest ago", () => {
    const memory = createNetworkMemory(() => new Date(0), 2);
    memory.remember("a", "1");
    memory.remember("b", "2");
    memory.remember("a", "3");
    memory.remember("c", "4");
    expect(["a", "b", "c"].map(memory.recall)).toEqual(["3", undefined, "4"]);
  });
});
