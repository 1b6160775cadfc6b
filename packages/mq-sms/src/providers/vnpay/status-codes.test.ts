import { describe, expect, test } from "bun:test";
import type { SendErrorCode } from "../../errors.ts";
import { openVnpayAccount, otpMessage } from "../../testing/vnpay-account.ts";
import { vnpayStatuses } from "./index.ts";

const { signal } = new AbortController();
const messageId = "5f0c1b6e9a7d4c2f8e3b1a0d9c8b7a65";

/** Written down from the gateway's list, not from our table. */
const failures: readonly (readonly [string, "rejected" | "unknown", SendErrorCode])[] = [
  ["01", "rejected", "invalid_recipient"],
  ["02", "rejected", "message_too_long"],
  ["04", "rejected", "bad_credentials"],
  ["05", "rejected", "unavailable"],
  ["06", "rejected", "bad_credentials"],
  ["07", "rejected", "blocked_recipient"],
  ["08", "unknown", "timeout"],
  ["11", "rejected", "bad_request"],
  ["12", "rejected", "unicode_not_supported"],
  ["14", "rejected", "bad_request"],
  ["15", "rejected", "bad_credentials"],
  ["80", "rejected", "bad_credentials"],
  ["81", "rejected", "account_disabled"],
  ["83", "rejected", "no_route"],
  ["84", "rejected", "no_route"],
  ["85", "rejected", "bad_sender"],
  ["86", "rejected", "bad_sender"],
  ["87", "rejected", "bad_content"],
  ["88", "rejected", "encryption_mismatch"],
  ["89", "rejected", "encryption_mismatch"],
  ["90", "rejected", "duplicate"],
  ["97", "rejected", "bad_request"],
  ["99", "unknown", "provider_error"],
];

const neverSeen = ["03", "09", "10", "13", "82", "91", "92", "93", "94", "95", "96", "98", "50"];

const sendOnce = async (answer: unknown, message = otpMessage) => {
  using account = await openVnpayAccount(() => answer);
  const outcome = await account.provider.send(message, signal);
  return { outcome, requests: account.requests.length };
};

describe("status codes of the single call", () => {
  test("00 is accepted under our own id, with the network that was told", async () => {
    const answer = { messageId, status: "00", isMnp: "0", providerId: "109100" };
    expect(await sendOnce(answer)).toEqual({
      outcome: { kind: "accepted", providerMessageIds: [messageId], network: "109100" },
      requests: 1,
    });
  });

  test.each(failures)("%s is %s, %s", async (status, kind, code) => {
    expect(await sendOnce({ messageId, status, description: "WHATEVER", isMnp: "0" })).toEqual({
      outcome: { kind, error: { code, provider: "vnpay", providerCode: status } },
      requests: 1,
    });
  });

  test.each(neverSeen)("%s, which nobody has seen, is unknown", async (status) => {
    const { outcome } = await sendOnce({ messageId, status });
    expect(outcome).toMatchObject({
      kind: "unknown",
      error: { code: "unrecognized_code", providerCode: status },
    });
  });

  test("the tables have the same codes", () => {
    expect(Object.keys(vnpayStatuses).sort()).toEqual(
      ["00", ...failures.map(([code]) => code)].sort(),
    );
  });
});

describe("the form of an answer", () => {
  test.each([
    ["without messageId", { status: "00" }],
    ["with messageId null", { messageId: null, status: "00" }],
    ["with the id in capitals", { messageId: messageId.toUpperCase(), status: "00" }],
    ["with isMnp as a number", { messageId, status: "00", isMnp: 1 }],
    ["with a providerId that is no network", { messageId, status: "00", providerId: {} }],
    ["with fields that are new", { messageId, status: "00", extra: [1] }],
  ])("%s is accepted", async (_, answer) => {
    expect((await sendOnce(answer)).outcome).toEqual({
      kind: "accepted",
      providerMessageIds: [messageId],
    });
  });

  test("a providerId that is a number is a network too", async () => {
    const { outcome } = await sendOnce({ messageId, status: "00", providerId: 109000 });
    expect(outcome).toMatchObject({ kind: "accepted", network: "109000" });
  });

  test.each([
    ["no status", { messageId }],
    ["a status that is a number", { messageId, status: 0 }],
    ["a status of one digit", { messageId, status: "0" }],
    ["a status that is text", { messageId, status: "Ma OTP cua ban la 482915" }],
    ["another message's id", { messageId: "0".repeat(32), status: "00" }],
    ["an array", [{ messageId, status: "00" }]],
  ])("%s is unknown", async (_, answer) => {
    expect((await sendOnce(answer)).outcome).toEqual({
      kind: "unknown",
      error: { code: "unreadable_response", provider: "vnpay" },
    });
  });
});

describe("code 90, duplicate", () => {
  test("is acceptance when an earlier attempt was left open", async () => {
    const message = { ...otpMessage, retryOfUnknown: true };
    expect(
      (await sendOnce({ messageId, status: "90", providerId: "109800" }, message)).outcome,
    ).toEqual({
      kind: "accepted",
      providerMessageIds: [messageId],
      network: "109800",
    });
  });
});
