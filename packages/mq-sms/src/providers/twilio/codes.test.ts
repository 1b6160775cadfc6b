import { describe, expect, test } from "bun:test";
import type { SendErrorCode } from "../../errors.ts";
import { httpAnswer, openLoopback } from "../../testing/index.ts";
import {
  reportFields,
  twilioAt,
  twilioCallback,
  twilioMessage,
} from "../../testing/twilio-account.ts";
import { twilioCodes } from "./codes.ts";

const { signal } = new AbortController();

async function sendAnswered(status: number, body: string, headers = {}) {
  using server = await openLoopback({
    request: (socket) => socket.end(httpAnswer(status, body, headers)),
  });
  return await twilioAt(server.url).send(twilioMessage, signal);
}

const problem = (code: unknown) => JSON.stringify({ code, message: "text", status: 400 });

/** Class by class, as the wire facts have them; ranges written out. */
const refusals: Readonly<Partial<Record<SendErrorCode, readonly number[]>>> = {
  invalid_recipient: [21211, 21214, 21217, 21265, 21266, 21614, 21635, 30005, 30006, 30011, 63024],
  blocked_recipient: [30004, 63033],
  opted_out: [21610],
  no_route: [21612],
  bad_credentials: [20003, 20006, 20008, 20403],
  account_disabled: [20005, 21408, 21607, 21608, 30002],
  bad_request: [
    20001, 20004, 20404, 20422, 21603, 21604, 21609, 21624, 21653, 21654, 21655, 21656, 30010,
    30012, 30013, 30028, 30029, 30030, 30031, 35114, 35115, 35117, 35118,
  ],
  bad_sender: [
    21212, 21601, 21606, 21616, 21621, 21622, 21701, 21702, 21703, 21704, 21705, 21709, 21712,
    30018, 30024, 30032, 30034,
  ],
  bad_content: [21602, 21618, 21620, 21623, 30007],
  message_too_long: [21605, 21617, 30019],
  throttled: [14107, 20429, 21611, 30001, 30022, 30023, 30027, 30450, 30453, 63017, 63018, 63038],
  unavailable: [20162, 20409],
  handset_unreachable: [30003],
  delivery_failed: [30017, 30020, 30021],
  validity_expired: [30036],
};
const unclear: typeof refusals = {
  provider_error: [20500, 20503, 21619, 30008],
  timeout: [30410],
};
const rows = (table: typeof refusals) =>
  Object.entries(table).flatMap(([error, codes]) => codes.map((code) => [code, error] as const));

test("the tables of this test and of the code hold the same codes", () => {
  const tested = [...rows(refusals), ...rows(unclear)].map(([code]) => code);
  expect(tested.sort()).toEqual(Object.keys(twilioCodes).map(Number).sort());
});

describe("in the answer to a send", () => {
  test.each(rows(refusals))("%d: rejected, %s", async (code, error) => {
    expect<unknown>(await sendAnswered(400, problem(code))).toEqual({
      kind: "rejected",
      error: {
        code: error,
        provider: "twilio",
        providerCode: String(code),
        httpStatus: 400,
      },
    });
  });

  test.each(rows(unclear))("%d: unknown, %s", async (code, error) => {
    expect(await sendAnswered(400, problem(code))).toMatchObject({
      kind: "unknown",
      error: { code: error, providerCode: String(code) },
    });
  });

  test.each([
    [400, 99999, "rejected", "unrecognized_code"],
    [401, 99999, "rejected", "bad_credentials"],
    [429, 99999, "rejected", "throttled"],
    [408, 99999, "unknown", "provider_error"],
    [500, 21211, "unknown", "provider_error"],
    [503, 20503, "unknown", "provider_error"],
    [400, "21211", "rejected", "bad_request"],
  ])("HTTP %d with code %p: %s, %s", async (status, code, kind, error) => {
    expect(await sendAnswered(status, problem(code))).toMatchObject({
      kind,
      error: { code: error },
    });
  });

  test("throttled says for how long", async () => {
    expect(await sendAnswered(429, problem(20429), { "Retry-After": "7" })).toMatchObject({
      error: { code: "throttled", providerCode: "20429", retryAfterSeconds: 7 },
    });
  });

  test("503 with Retry-After was not taken", async () => {
    const outcome = await sendAnswered(503, problem(20503), { "Retry-After": "2" });
    expect(outcome).toMatchObject({ kind: "rejected", error: { code: "unavailable" } });
  });
});

describe("in a delivery report", () => {
  const report = (fields: object) => {
    const result = twilioAt().readCallback?.(twilioCallback({ ...reportFields, ...fields }));
    return result?.kind === "read" ? result.reports : [];
  };

  test.each(rows({ ...refusals, ...unclear }))("%d: %s", (code, error) => {
    expect(report({ MessageStatus: "undelivered", ErrorCode: String(code) })).toMatchObject([
      {
        status: code === 30036 ? "expired" : "failed",
        error: { code: error, provider: "twilio", providerCode: String(code) },
      },
    ]);
  });

  test.each([
    ["accepted", "submitted"],
    ["scheduled", "submitted"],
    ["queued", "submitted"],
    ["sending", "submitted"],
    ["sent", "sent"],
    ["partially_delivered", "sent"],
    ["delivered", "delivered"],
    ["read", "delivered"],
  ])("%s is %s", (MessageStatus, status) => {
    const [fact] = report({ MessageStatus });
    expect<string | undefined>(fact?.status).toBe(status);
    expect(fact?.error).toBeUndefined();
  });

  test.each([
    ["undelivered", {}, "delivery_failed"],
    ["failed", {}, "delivery_failed"],
    ["failed", { ErrorCode: "99999" }, "unrecognized_code"],
    ["canceled", {}, "cancelled"],
  ])("%s %p is failed, %s", (MessageStatus, fields, code) => {
    expect(report({ MessageStatus, ...fields })).toMatchObject([
      { status: "failed", error: { code } },
    ]);
  });
});
