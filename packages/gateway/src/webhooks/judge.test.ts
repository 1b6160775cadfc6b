import { expect, test } from "bun:test";
import { judge, schedule } from "./judge.ts";

const now = new Date("2026-01-02T08:00:00Z");
const answered = (status: number, retryAfter?: string) =>
  ({ kind: "answered", status, retryAfter, text: "" }) as const;
const first = { type: "message.sent", attempts: 0 } as const;
const judged = (
  reply: Parameters<typeof judge>[1],
  delivery: Parameters<typeof judge>[0] = first,
) => judge(delivery, reply, { now, random: 0 });

test("all that is 2xx is delivered, and nothing else", () => {
  for (const status of [200, 201, 204, 299])
    expect(judged(answered(status))).toEqual({
      status: "DELIVERED",
      httpStatus: status,
      isGone: false,
    });
  for (const status of [301, 307, 304])
    expect(judged(answered(status))).toMatchObject({ status: "PENDING", error: "redirect" });
  for (const status of [400, 401, 404, 429, 500, 503])
    expect(judged(answered(status))).toMatchObject({ status: "PENDING", error: "bad_status" });
});

test("whoever is gone is asked no more", () => {
  expect(judged(answered(410))).toEqual({
    status: "FAILED",
    error: "bad_status",
    httpStatus: 410,
    isGone: true,
  });
});

test("what failed is tried after 5 s, 5 m, 30 m, 2 h, 5 h, 10 h and 10 h, and then no more", () => {
  const waits = schedule.map((_, attempts) => judged(answered(500), { ...first, attempts }).wait);
  expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 36_000, undefined]);
  expect(judged(answered(500), { ...first, attempts: 7 }).status).toBe("FAILED");
  expect(schedule.reduce((sum, wait) => sum + wait) / 3600).toBeCloseTo(27.6, 1);
  expect(judge({ ...first, attempts: 3 }, answered(500), { now, random: 0.99 }).wait).toBeLessThan(
    7200 * 1.1,
  );
});

test.each([
  ["120", 120],
  ["3", 5],
  ["86400", 3600],
  ["Fri, 02 Jan 2026 08:10:00 GMT", 600],
  ["Fri, 02 Jan 2026 07:00:00 GMT", 5],
  ["soon", 5],
  ["-1", 5],
])("Retry-After %p makes it wait %p seconds", (retryAfter, wait) => {
  expect(judged(answered(429, retryAfter)).wait).toBe(wait);
});

test("a test is tried once", () => {
  const delivery = { type: "webhook.test", attempts: 0 } as const;
  expect(judged(answered(500), delivery)).toMatchObject({ status: "FAILED" });
  expect(judged(answered(200), delivery)).toMatchObject({ status: "DELIVERED" });
});

test("why a connection failed is told to nobody", () => {
  for (const reason of ["refused", "connection_failed"] as const)
    expect(judged({ kind: "failed", reason })).toMatchObject({
      error: "connection_failed",
      wait: 5,
    });
  expect(judged({ kind: "failed", reason: "timeout" })).toMatchObject({ error: "timeout" });
});
