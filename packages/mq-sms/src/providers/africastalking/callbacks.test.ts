import { describe, expect, test } from "bun:test";
import { describeCallbacks } from "../../testing/index.ts";
import { callbackToken, tokenCallback } from "../../testing/token-callback.ts";
import { createFrom } from "../create-provider.ts";
import { failureReasons, reportWords } from "./codes.ts";
import { africastalking } from "./index.ts";

const input = { username: "nxdemo", apiKey: "atsk_0123456789abcdef" };
const account = createFrom(africastalking, { ...input, callbackToken });

const report = {
  id: "ATXid_0a1b2c3d4e5f",
  status: "Success",
  phoneNumber: "+254711000001",
  networkCode: "63902",
};
const inbound = {
  id: "b1f0c0de-0000-4000-8000-000000000001",
  from: "+254711000001",
  to: "22384",
  text: "Habari & karibu",
  date: "2026-01-02T08:31:05Z",
  networkCode: "63902",
};
const optOut = { senderId: "NXDEMO", phoneNumber: "+254711000001" };

describeCallbacks("Africa's Talking", {
  create: () => account,
  createWithoutSecret: () => createFrom(africastalking, input),
  genuine: {
    "a delivery report": tokenCallback("status", report),
    "a failure": tokenCallback("status", {
      ...report,
      status: "Failed",
      failureReason: "UserInBlackList",
    }),
    "an inbound message": tokenCallback("inbound", inbound),
    "an opt-out": tokenCallback("inbound", optOut),
  },
  secrets: [callbackToken, input.apiKey],
});

const readReport = (fields: object) => {
  const result = account.readCallback?.(tokenCallback("status", { ...report, ...fields }));
  return result?.kind === "read" ? (result.reports[0] ?? result.unrecognized) : undefined;
};

describe("a delivery report", () => {
  const about = { providerMessageId: report.id, to: "+254711000001", network: "63902" };

  test.each([
    ["Sent", "sent", undefined],
    ["Submitted", "sent", undefined],
    ["Buffered", "sent", undefined],
    ["Success", "delivered", undefined],
    ["Rejected", "rejected", "blocked_recipient"],
    ["Failed", "failed", "delivery_failed"],
    ["AbsentSubscriber", "failed", "handset_unreachable"],
    ["Expired", "expired", "validity_expired"],
  ])("%s: %s %s", (word, status, code) => {
    const provider = "africastalking";
    const error = code === undefined ? {} : { error: { code, provider, providerCode: word } };
    expect<unknown>(readReport({ status: word })).toEqual({ status, ...about, ...error });
    expect(Object.keys(reportWords)).toContain(word);
  });

  test.each([
    ["InsufficientCredit", "insufficient_balance"],
    ["InvalidLinkId", "bad_request"],
    ["UserIsInactive", "invalid_recipient"],
    ["UserInBlackList", "opted_out"],
    ["UserAccountSuspended", "blocked_recipient"],
    ["NotNetworkSubcriber", "invalid_recipient"],
    ["UserNotSubscribedToProduct", "blocked_recipient"],
    ["UserDoesNotExist", "invalid_recipient"],
    ["DeliveryFailure", "delivery_failed"],
    ["DoNotDisturbRejection", "blocked_recipient"],
  ])("failed for %s: %s", (failureReason, code) => {
    expect<unknown>(readReport({ status: "Failed", failureReason })).toMatchObject({
      status: "failed",
      error: { code, providerCode: failureReason },
    });
    expect(Object.keys(failureReasons)).toContain(failureReason);
  });

  test("a reason that nobody knows is not passed on", () => {
    expect<unknown>(
      readReport({ status: "Failed", failureReason: "+254711000001 hates you" }),
    ).toMatchObject({
      error: { code: "unrecognized_code", provider: "africastalking" },
    });
  });

  test.each([
    [{ status: "Teleported" }, "status"],
    [{ status: "toString" }, "status"],
    [{ id: "None; drop" }, "id"],
    [{ id: "" }, "id"],
  ])("%p is taken note of", (fields, unrecognized) => {
    expect<unknown>(readReport(fields)).toBe(unrecognized);
  });
});

describe("an inbound message", () => {
  const readInbound = (fields: object) => {
    const result = account.readCallback?.(tokenCallback("inbound", { ...inbound, ...fields }));
    return result?.kind === "read" ? (result.inbound[0] ?? result.unrecognized) : undefined;
  };

  test.each([
    ["2026-01-02T08:31:05Z", "2026-01-02T08:31:05.000Z"],
    ["2026-01-02 08:31:05", "2026-01-02T08:31:05.000Z"],
    ["yesterday", undefined],
    ["2026-13-02 08:31:05", undefined],
  ])("at %s", (date, at) => {
    expect(readInbound({ date })).toEqual({
      from: "+254711000001",
      to: "22384",
      text: "Habari & karibu",
      providerMessageId: inbound.id,
      ...(at && { at }),
      network: "63902",
    });
  });

  test.each([
    [{ from: "" }, "from or to"],
    [{ to: "" }, "from or to"],
  ])("%p is taken note of", (fields, unrecognized) => {
    expect<unknown>(readInbound(fields)).toBe(unrecognized);
  });
});

test.each(["status", "inbound"] as const)("an opt-out is read at %s", (purpose) => {
  expect(account.readCallback?.(tokenCallback(purpose, optOut))).toMatchObject({
    consents: [{ phone: "+254711000001", optedOut: true, sender: "NXDEMO" }],
  });
});

test.each([
  ["another token", tokenCallback("status", report, `${callbackToken}x`), "bad_signature", 403],
  ["GET", { ...tokenCallback("status", report), method: "GET" }, "bad_method", 405],
])("%s is refused", (_, request, reason, httpStatus) => {
  expect<unknown>(account.readCallback?.(request)).toEqual({ kind: "refused", reason, httpStatus });
});
