import { expect, test } from "bun:test";
import { periodOf } from "./period.ts";
import type { AnalyticsQuery } from "./schemas.ts";

const now = new Date("2026-03-01T23:59:59Z");
const read = (query: AnalyticsQuery) => {
  const period = periodOf(query, now);
  if (!period.ok) return `${period.error.code} ${period.error.path}`;
  const { length, 0: first } = period.value;
  return `${first} ${period.value.at(-1)} ${length}`;
};

test.each<[AnalyticsQuery, string]>([
  [{}, "2026-01-31 2026-03-01 30"],
  [{ to: "2026-01-10" }, "2025-12-12 2026-01-10 30"],
  [{ from: "2026-02-28" }, "2026-02-28 2026-03-01 2"],
  [{ from: "2024-02-29", to: "2024-02-29" }, "2024-02-29 2024-02-29 1"],
  [{ from: "2025-03-01" }, "2025-03-01 2026-03-01 366"],
  [{ from: "2025-02-28" }, "invalid_period /from"],
  [{ from: "2026-03-02" }, "invalid_period /from"],
  [{ from: "2026-01-02", to: "2026-01-01" }, "invalid_period /from"],
  [{ from: "2026-02-30", to: "2026-03-01" }, "invalid_period /from"],
  [{ from: "2026-02-01", to: "2026-02-30" }, "invalid_period /to"],
  [{ to: "2026-13-01" }, "invalid_period /to"],
])("%j is %s", (query, period) => {
  expect(read(query)).toBe(period);
});
