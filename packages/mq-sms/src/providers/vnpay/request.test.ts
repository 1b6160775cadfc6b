import { describe, expect, test } from "bun:test";
import { recordingFetch } from "../../testing/index.ts";
import {
  openVnpayAccount,
  otpMessage,
  vnpayInput,
  vnpaySecret,
} from "../../testing/vnpay-account.ts";
import { createProvider } from "../create-provider.ts";

const { signal } = new AbortController();
const now = () => new Date("2026-01-02T08:31:05.678Z");
const accept = () => ({ status: "00" });

/** The body that reached the gateway, or the refusal that kept it from being sent. */
const bodyOf = async (
  settings: Parameters<typeof openVnpayAccount>[1] = {},
  message: Partial<typeof otpMessage> = {},
) => {
  using account = await openVnpayAccount(accept, settings, { now });
  const outcome = await account.provider.send({ ...otpMessage, ...message }, signal);
  return account.requests[0]?.body ?? outcome;
};

test("a single send has every field of the gateway, spelt as the gateway spells it", async () => {
  expect(await bodyOf()).toEqual({
    messageId: "5f0c1b6e9a7d4c2f8e3b1a0d9c8b7a65",
    destination: "0912345678",
    sender: "NXDEMO",
    keyword: "NXKEY",
    shortMessage: "Ma OTP cua ban la 482915",
    encryptMessage: "",
    isEncrypt: 0,
    type: 0,
    requestTime: now().getTime(),
    partnerCode: "900001",
    sercretKey: vnpaySecret,
  });
});

test("a list send has the credentials beside the messages, with the other spelling", async () => {
  using account = await openVnpayAccount(() => [], {}, { now });
  await account.provider.sendBatch?.([otpMessage], signal);
  expect(account.requests).toEqual([
    {
      path: "/smsgw/sendSmsList",
      body: {
        partnerCode: "900001",
        secretKey: vnpaySecret,
        data: [
          {
            messageId: "5f0c1b6e9a7d4c2f8e3b1a0d9c8b7a65",
            destination: "0912345678",
            sender: "NXDEMO",
            keyword: "NXKEY",
            shortMessage: "Ma OTP cua ban la 482915",
            requestTime: now().getTime(),
          },
        ],
      },
    },
  ]);
});

test("paths and names of the secret are settings", async () => {
  const settings = { paths: { single: "/v2/send" }, secretField: { single: "secretKey" } };
  using account = await openVnpayAccount(accept, settings);
  await account.provider.send(otpMessage, signal);
  expect(account.requests[0]?.path).toBe("/v2/send");
  expect(account.requests[0]?.body).toMatchObject({ secretKey: vnpaySecret });
  expect(account.requests[0]?.body).not.toHaveProperty("sercretKey");
});

test("a base URL may have a path, and end in a slash", async () => {
  const { fetch, requests } = recordingFetch(() => Response.json({ status: "00" }));
  const settings = { ...vnpayInput, baseUrl: "https://smsgw.example.vn/gate//" };
  await createProvider("vnpay", settings, { fetch, now }).send(otpMessage, signal);
  expect(requests[0]?.url).toBe("https://smsgw.example.vn/gate/smsgw/sendSms");
});

test("the capabilities follow the settings", () => {
  const settings = { ...vnpayInput, batchSize: 7, text: { unaccented: false, maxLength: 300 } };
  expect(createProvider("vnpay", settings).capabilities).toEqual({
    bulkSize: 7,
    unicode: true,
    maxTextLength: 300,
    deliveryReports: false,
    inbound: false,
    callbackProof: "none",
    echoesAttempt: false,
    lookup: false,
    balance: false,
    health: true,
    idempotency: "message-id",
  });
  expect(createProvider("vnpay", vnpayInput).capabilities.unicode).toBe(false);
});

test.each([
  ["0", "0912345678"],
  ["84", "84912345678"],
  ["+84", "+84912345678"],
] as const)("numbers begin with %s", async (numberFormat, destination) => {
  expect(await bodyOf({ numberFormat })).toMatchObject({ destination });
});

test("requestTime in seconds is a whole number", async () => {
  expect(await bodyOf({ requestTimeUnit: "s" })).toMatchObject({ requestTime: 1767342665 });
});

test("type and sender are the account's; a message may name its own sender", async () => {
  expect(await bodyOf({ type: 3 }, { from: "NXCARE" })).toMatchObject({
    type: 3,
    sender: "NXCARE",
  });
});

describe("text", () => {
  test.each([
    ["Mã OTP của bạn là 482915", "Ma OTP cua ban la 482915"],
    ["Mã OTP của bạn là 482915".normalize("NFD"), "Ma OTP cua ban la 482915"],
    ["Kính gửi Quý khách: Ưu đãi 50% từ 7h–22h", "Kinh gui Quy khach: Uu dai 50% tu 7h-22h"],
  ])("%s travels unaccented", async (text, shortMessage) => {
    expect(await bodyOf({}, { text })).toMatchObject({ shortMessage });
  });

  test("keeps its accents, composed, where the route takes them", async () => {
    const text = "Mã của bạn";
    const settings = { text: { unaccented: false } };
    expect(await bodyOf(settings, { text: text.normalize("NFD") })).toMatchObject({
      shortMessage: text,
    });
  });

  test("of 480 characters is sent, counted after the accents are gone", async () => {
    const text = "ạ".repeat(480).normalize("NFD");
    expect(await bodyOf({}, { text })).toMatchObject({ shortMessage: "a".repeat(480) });
  });
});

describe("refused before anything is sent", () => {
  test.each([
    ["a number of another country", { to: "+254712345678" }, "no_route"],
    ["a Vietnamese landline", { to: "+842438251234" }, "invalid_recipient"],
    ["a Vietnamese number with a digit too many", { to: "+849123456789" }, "invalid_recipient"],
    ["481 characters", { text: "a".repeat(481) }, "message_too_long"],
    ["an emoji on an unaccented route", { text: "Xin chào 👋" }, "unicode_not_supported"],
    ["a text of nothing visible", { text: "\u200b" }, "bad_content"],
    ["an id that is too long", { id: "a".repeat(33) }, "bad_request"],
  ] as const)("%s: %s", async (_, message, code) => {
    expect(await bodyOf({}, message)).toEqual({
      kind: "rejected",
      error: { code, provider: "vnpay" },
    });
  });
});
