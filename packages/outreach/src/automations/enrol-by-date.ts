import { type SQL, sql } from "drizzle-orm";
import type { AutomationContext } from "./context.ts";
import { enrol } from "./enrol.ts";
import type { Active } from "./found-by.ts";
import type { Trigger } from "./schemas.ts";

/** Minutes between two looks at the dates of all contacts of an organization. */
const everyMinutes = 5;
/** What came longer ago, because nothing ran, enrols nobody any more. */
const mostHours = 24;

/** The time that a look is about, as texts: a `Date` has no microseconds. */
export interface Look {
  readonly since: string;
  readonly until: string;
}

/** The {@link Look} at the dates of an automation that is due; null where none is. */
export const lookDue: SQL = sql`case when dated_until <= now() - ${everyMinutes} * interval '1 minute'
  then jsonb_build_object('since', dated_until::text, 'until', now()::text) end`;

type OnDate = Extract<Trigger, { readonly on: "date" }>;

/** Enrols contacts whose day has come since the last look. */
export async function enrolByDate(
  { database, clock }: Pick<AutomationContext, "database" | "clock">,
  automation: Active,
  trigger: OnDate,
  look: Look,
): Promise<void> {
  await enrol(database.orm, automation, {
    which: comesBetween(trigger, automation, look),
    where: sql`a.dated_until = ${look.since}::timestamptz`,
    set: sql`dated_until = ${look.until}::timestamptz`,
    now: clock.now(),
  });
}

/**
 * Whether the day comes to `contacts c` after `since` and not after `until`, by the clock on their wall.
 * What is no date comes never; the first days of the text are compared before it is read as one.
 */
function comesBetween(
  { field, days, at, yearly }: OnDate,
  { timeZone }: Active,
  { since, until }: Look,
): SQL {
  const text = sql`c.fields->>${field.slice("fields.".length)}::text`;
  const zone = sql`known_zone(c.time_zone, ${timeZone})`;
  const from = sql`greatest(${since}::timestamptz,
    ${until}::timestamptz - ${mostHours} * interval '1 hour')`;
  const isNow = (day: SQL) => sql`coalesce(
    (${day} + ${days}::int + ${at}::time) at time zone ${zone} > ${from}
    and (${day} + ${days}::int + ${at}::time) at time zone ${zone} <= ${until}::timestamptz, false)`;
  const dayBefore = (moment: SQL, more: number) =>
    sql`to_char(${moment} - ${days + more}::int * interval '1 day', 'YYYY-MM-DD')`;
  if (yearly)
    return sql`exists (
      select from generate_series(-1, 1) as y cross join lateral (select known_date(${text}) as d) k
      where ${isNow(sql`(d + make_interval(years => y
        + extract(year from ${until}::timestamptz)::int - extract(year from d)::int))::date`)})`;
  return sql`(case when left(${text}, 10) collate "C"
      between ${dayBefore(from, 2)} and ${dayBefore(sql`${until}::timestamptz`, -2)}
    then ${isNow(sql`known_date(${text})`)} else false end)`;
}
