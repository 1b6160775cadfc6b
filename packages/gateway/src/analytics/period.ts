import { done, type GatewayResult, refused } from "../problems.ts";
import type { AnalyticsQuery } from "./schemas.ts";

/** UTC days in order, `YYYY-MM-DD`; never empty. */
export type Period = readonly [string, ...string[]];

const mostDays = 366;
const usualDays = 30;
const dayMs = 86_400_000;

/** The days that a query asks for. */
export function periodOf(
  { from, to }: Pick<AnalyticsQuery, "from" | "to">,
  now: Date,
): GatewayResult<Period> {
  if (from !== undefined && !isDay(from)) return refusedDay("/from");
  if (to !== undefined && !isDay(to)) return refusedDay("/to");
  const last = startOf(to ?? dayOf(now.getTime()));
  const first = from === undefined ? last - (usualDays - 1) * dayMs : startOf(from);
  const days = (last - first) / dayMs + 1;
  if (days < 1)
    return refused("invalid_period", { path: "/from", detail: "It ends before it begins." });
  if (days > mostDays)
    return refused("invalid_period", { path: "/from", detail: `At most ${mostDays} days.` });
  const further = Array.from({ length: days - 1 }, (_, n) => dayOf(first + (n + 1) * dayMs));
  return done([dayOf(first), ...further]);
}

const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The parser takes the 31st of any month and goes on into the next one. */
const isDay = (text: string): boolean => {
  const start = startOf(text);
  return !Number.isNaN(start) && dayOf(start) === text;
};

const refusedDay = (path: string) =>
  refused("invalid_period", { path, detail: "There is no such day." });
