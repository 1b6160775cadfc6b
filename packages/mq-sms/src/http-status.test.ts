import { describe, expect, test } from "bun:test";
import { outcomeOfStatus, parseRetryAfter } from "./http-status.ts";

const now = new Date("2026-01-02T08:31:05.500Z");

const outcomeOf = (status: number, retryAfter?: string) =>
  outcomeOfStatus(
    "vnpay",
    {
      kind: "response",
      status,
      body: { readable: true, json: {} },
      ...(retryAfter === undefined ? {} : { retryAfter }),
    },
    now,
  );

test.each([200, 201, 202, 204])("%d: the body decides", (status) => {
  expect(outcomeOf(status)).toBeUndefined();
});

test.each([
  [400, "rejected", "bad_request"],
  [401, "rejected", "bad_credentials"],
  [402, "unknown", "provider_error"],
  [403, "rejected", "bad_credentials"],
  [404, "rejected", "bad_request"],
  [405, "rejected", "bad_request"],
  [408, "unknown", "provider_error"],
  [409, "unknown", "provider_error"],
  [413, "rejected", "bad_request"],
  [415, "rejected", "bad_request"],
  [418, "unknown", "provider_error"],
  [422, "rejected", "bad_request"],
  [429, "rejected", "throttled"],
  [301, "unknown", "provider_error"],
  [304, "unknown", "provider_error"],
  [500, "unknown", "provider_error"],
  [502, "unknown", "provider_error"],
  [503, "unknown", "provider_error"],
  [504, "unknown", "provider_error"],
  [599, "unknown", "provider_error"],
] as const)("%d: %s, %s", (httpStatus, kind, code) => {
  expect(outcomeOf(httpStatus)).toEqual({ kind, error: { code, provider: "vnpay", httpStatus } });
});

test.each([
  [429, "throttled"],
  [503, "unavailable"],
] as const)("%d with Retry-After is rejected, %s, with the wait", (httpStatus, code) => {
  expect(outcomeOf(httpStatus, "2")).toEqual({
    kind: "rejected",
    error: { code, provider: "vnpay", httpStatus, retryAfterSeconds: 2 },
  });
});

test("503 with a Retry-After that cannot be read is as unclear as without", () => {
  expect(outcomeOf(503, "soon")?.kind).toBe("unknown");
});

describe("Retry-After", () => {
  test.each([
    ["0", 0],
    ["2", 2],
    ["120", 120],
    ["900", 900],
    ["901", 900],
    ["1000000000", 900],
    ["9".repeat(400), 900],
    ["Fri, 02 Jan 2026 08:32:05 GMT", 60],
    ["Fri, 02 Jan 2026 08:31:00 GMT", 0],
    ["Sat, 03 Jan 2026 08:31:05 GMT", 900],
    [undefined, undefined],
    ["", undefined],
    ["-5", undefined],
    ["1.5", undefined],
    ["2s", undefined],
    ["soon", undefined],
    ["2026-01-02T08:32:05Z", undefined],
    ["Fri, 99 Jan 2026 08:32:05 GMT", undefined],
  ])("%j is %j seconds", (header, seconds) => {
    expect(parseRetryAfter(header, now)).toBe(seconds);
  });
});
