import type { Hours } from "./schemas.ts";

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Whether a rule with these hours holds at a moment. */
export function holdsAt({ timeZone, days, from, to, when }: Hours, at: Date): boolean {
  const { day, time } = onTheWall(timeZone, at);
  const yesterday = day === 1 ? 7 : day - 1;
  const isInside =
    from < to
      ? days.includes(day) && time >= from && time < to
      : (days.includes(day) && time >= from) || (days.includes(yesterday) && time < to);
  return isInside === (when === "inside");
}

/** Day of the week, 1 for Monday, and `hh:mm` as a clock there shows it. */
function onTheWall(timeZone: string, at: Date): { day: number; time: string } {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: weekdays.indexOf(parts.get("weekday") ?? "") + 1,
    time: `${parts.get("hour")}:${parts.get("minute")}`,
  };
}
