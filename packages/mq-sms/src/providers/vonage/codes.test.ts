import { describe, expect, test } from "bun:test";
import { httpAnswer, openLoopback } from "../../testing/index.ts";
import {
  messagesCallback,
  smsCallback,
  vonageAt,
  vonageMessage,
} from "../../testing/vonage-account.ts";
import { messagesErrors, problemWords, reportCodes, smsStatuses } from "./codes.ts";

const { signal } = new AbortController();

async function sendAnswered(api: "sms" | "messages", status: number, body: unknown, message = {}) {
  using server = await openLoopback({
    request: (socket) => socket.end(httpAnswer(status, JSON.stringify(body))),
  });
  return await vonageAt(server.url, { api }).send({ ...vonageMessage, ...message }, signal);
}

/** Codes by what they mean; in the order of the wire facts. */
type Table = Readonly<Record<string, readonly number[]>>;
const rows = (table: Table) =>
  Object.entries(table).flatMap(([error, codes]) => codes.map((code) => [code, error] as const));
const codesOf = (...tables: Table[]) =>
  tables.flatMap((table) => rows(table).map(([code]) => String(code)));

describe("status of a part in the answer of the SMS API", () => {
  const refused = {
    throttled: [1, 10],
    bad_request: [2, 3, 16, 20, 22, 23, 101, 102, 103],
    bad_credentials: [4, 14, 32],
    invalid_recipient: [6, 33, 34],
    blocked_recipient: [7],
    account_disabled: [8, 11, 19, 29],
    insufficient_balance: [9],
    message_too_long: [12],
    unavailable: [13],
    bad_sender: [15],
  };
  const unclear = { provider_error: [5, 99], unrecognized_code: [17, 18, 21, 24, 31, 7777] };
  const answer = (status: unknown, text = "") => ({ messages: [{ status, "error-text": text }] });

  test("every code is in one of the tables", () => {
    expect(codesOf(refused, { provider_error: [5, 99] }).sort()).toEqual(
      Object.keys(smsStatuses).sort(),
    );
  });

  test.each(rows(refused))("%d, as text and as a number: rejected, %s", async (status, code) => {
    for (const written of [status, String(status)]) {
      expect<unknown>(await sendAnswered("sms", 200, answer(written))).toEqual({
        kind: "rejected",
        error: { code, provider: "vonage", providerCode: String(status) },
      });
    }
  });

  test.each(rows(unclear))("%d: unknown, %s", async (status, code) => {
    expect<unknown>(await sendAnswered("sms", 200, answer(String(status)))).toEqual({
      kind: "unknown",
      error: { code, provider: "vonage", providerCode: String(status) },
    });
  });

  test("3 about the recipient is the recipient's", async () => {
    const text = "Invalid value for parameter: to";
    expect(await sendAnswered("sms", 200, answer("3", text))).toMatchObject({
      error: { code: "invalid_recipient", providerCode: "3" },
    });
  });

  test("1 says how long to wait, in milliseconds", async () => {
    const text = "Throughput Rate Exceeded - please wait [ 1250 ] and retry";
    expect(await sendAnswered("sms", 200, answer("1", text))).toMatchObject({
      error: { code: "throttled", retryAfterSeconds: 2 },
    });
  });
});

describe("delivery report of the SMS API", () => {
  const report = (fields: object) => {
    const callback = smsCallback("status", {
      messageId: "0A0000000123ABCD1",
      msisdn: "84912345678",
      to: "ACME",
      "err-code": "0",
      ...fields,
    });
    const result = vonageAt(undefined, { api: "sms" }).readCallback?.(callback);
    return result?.kind === "read" ? result.reports[0] : undefined;
  };
  const table = {
    provider_error: [1, 99],
    handset_unreachable: [2, 7],
    invalid_recipient: [3],
    blocked_recipient: [4, 13, 14, 15, 53],
    delivery_failed: [5, 8, 12],
    bad_content: [6, 10, 52],
    opted_out: [9],
    no_route: [11],
    throttled: [16],
    bad_sender: [50, 51, 54],
  };

  test("every err-code is in the table", () => {
    expect(codesOf(table).sort()).toEqual(Object.keys(reportCodes).sort());
  });

  test.each(rows({ ...table, unrecognized_code: [777] }))("err-code %d: %s", (code, error) => {
    for (const status of ["failed", "rejected"] as const) {
      expect<unknown>(report({ status, "err-code": String(code) })).toMatchObject({
        status,
        error: { code: error, provider: "vonage", providerCode: String(code) },
      });
    }
  });

  test.each([
    ["submitted", "submitted", undefined],
    ["accepted", "sent", undefined],
    ["buffered", "sent", undefined],
    ["delivered", "delivered", undefined],
    ["unknown", "unknown", undefined],
    ["expired", "expired", "validity_expired"],
    ["failed", "failed", "delivery_failed"],
    ["deleted", "failed", "delivery_failed"],
    ["rejected", "rejected", "delivery_failed"],
  ])("%s: %s %s", (word, status, code) => {
    const fact = report({ status: word });
    expect<unknown>(fact?.status).toBe(status);
    expect<unknown>(fact?.error?.code).toBe(code);
  });
});

const refusedMessages = {
  throttled: [1000, 1241],
  bad_request: [1010, 1020, 1021, 1130, 1150, 1340],
  bad_content: [1022, 1210],
  invalid_recipient: [1040, 1170, 1190, 1300, 1310],
  blocked_recipient: [1050, 1270, 1280, 1290],
  account_disabled: [1060, 1080, 1140, 1160, 1350],
  insufficient_balance: [1070],
  message_too_long: [1090],
  unavailable: [1100, 1331],
  bad_credentials: [1110, 1370],
  bad_sender: [1120],
  handset_unreachable: [1180, 1220],
  delivery_failed: [1200, 1230, 1260],
  opted_out: [1240],
  no_route: [1250],
  duplicate: [1320],
  validity_expired: [1360],
};
const unclearMessages = { provider_error: [1030, 1330] };
const typeOf = (code: number | string) =>
  `https://developer.vonage.com/api-errors/messages#${code}`;

describe("problem of the Messages API", () => {
  test("every number is in one of the tables", () => {
    expect(codesOf(refusedMessages, unclearMessages).sort()).toEqual(
      Object.keys(messagesErrors).sort(),
    );
  });

  test.each(rows(refusedMessages))("%d: rejected, %s", async (number, code) => {
    expect<unknown>(await sendAnswered("messages", 422, { type: typeOf(number) })).toEqual({
      kind: "rejected",
      error: { code, provider: "vonage", httpStatus: 422, providerCode: String(number) },
    });
  });

  test.each(rows(unclearMessages))("%d: unknown, %s", async (number, code) => {
    expect<unknown>(await sendAnswered("messages", 422, { type: typeOf(number) })).toMatchObject({
      kind: "unknown",
      error: { code, providerCode: String(number) },
    });
  });

  test.each(Object.entries(problemWords))("%s: rejected, %s", async (word, code) => {
    const type = `https://developer.vonage.com/api-errors/#${word}`;
    expect(await sendAnswered("messages", 403, { type })).toMatchObject({
      kind: "rejected",
      error: { code, providerCode: word },
    });
  });

  test.each([
    ["to", "invalid_recipient"],
    ["from", "bad_sender"],
    ["text", "bad_content"],
    ["client_ref", "bad_request"],
  ])("1020 about %s: %s", async (name, code) => {
    const problem = { type: typeOf(1020), invalid_parameters: [{ name, reason: "r" }] };
    expect<unknown>(await sendAnswered("messages", 422, problem)).toMatchObject({
      error: { code },
    });
  });

  test.each([
    [422, typeOf("something-new"), "rejected", "bad_request"],
    [401, "x", "rejected", "bad_credentials"],
    [402, "x", "rejected", "insufficient_balance"],
    [500, typeOf(1120), "unknown", "provider_error"],
  ])("HTTP %d with %s: %s, %s", async (status, type, kind, code) => {
    const outcome = await sendAnswered("messages", status, { type });
    expect<unknown>(outcome).toMatchObject({ kind, error: { code } });
  });

  test("already sent, and it was our own attempt that was left open", async () => {
    const open = { retryOfUnknown: true };
    expect(await sendAnswered("messages", 422, { type: typeOf(1320) }, open)).toEqual({
      kind: "accepted",
      providerMessageIds: [vonageMessage.id],
    });
  });
});

describe("status callback of the Messages API", () => {
  const report = (status: string, code?: number) => {
    const error = code === undefined ? {} : { error: { type: typeOf(code) } };
    const callback = messagesCallback("status", { message_uuid: "u", status, ...error });
    const result = vonageAt().readCallback?.(callback);
    return result?.kind === "read" ? result.reports[0] : undefined;
  };

  test.each([
    ["submitted", undefined, "sent"],
    ["submitted", 1220, "sent"],
    ["delivered", undefined, "delivered"],
    ["read", undefined, "delivered"],
    ["rejected", 1330, "unknown"],
  ])("%s %p: %s", (word, code, status) => {
    expect<unknown>(report(word, code)).toMatchObject({ status });
    expect(report(word, code)?.error).toBeUndefined();
  });

  test.each(rows({ ...refusedMessages, provider_error: [1030], unrecognized_code: [9999] }))(
    "rejected for %d: %s",
    (code, error) => {
      const isAboutThePhone = code >= 1180 && code <= 1290;
      const status = code === 1360 ? "expired" : isAboutThePhone ? "failed" : "rejected";
      expect<unknown>(report("rejected", code)).toMatchObject({
        status,
        error: { code: error, providerCode: String(code) },
      });
    },
  );

  test("undeliverable never reached the network", () => {
    expect(report("undeliverable", 1331)).toMatchObject({
      status: "failed",
      error: { code: "unavailable" },
    });
    expect(report("undeliverable")).toMatchObject({ error: { code: "delivery_failed" } });
  });

  test("a word that nobody knows tells nothing", () => {
    expect(report("teleported")).toBeUndefined();
  });
});
