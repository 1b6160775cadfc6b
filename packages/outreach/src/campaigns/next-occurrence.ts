import type { Orm } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { Repeat } from "./schemas.ts";

/**
 * The next moment after `after`, by default now, at which a rule's clock on the wall shows its time.
 * PostgreSQL knows the zones: an hour that clocks leave out is passed to the one after it, and of an
 * hour that comes twice one is taken.
 */
export async function nextOccurrence(
  orm: Orm,
  repeat: Repeat,
  after: SQL = sql`now()`,
): Promise<Date> {
  const { at, timeZone } = repeat;
  const [row] = await orm.execute<{ next: Date }>(sql`
    select next from (
      select (day + ${at}::time) at time zone ${timeZone}::text as next from (
        select generate_series(
          ((${after} at time zone ${timeZone}::text)::date - 1)::timestamp,
          ((${after} at time zone ${timeZone}::text)::date + 40)::timestamp, '1 day') as day) days
      where ${isOn(repeat)}) moments
    where next > ${after} order by next limit 1`);
  if (row === undefined) throw new Error("A rule that never comes");
  return row.next;
}

/** On which `day`. */
function isOn({ every, weekdays = [1], dayOfMonth = 1 }: Repeat): SQL {
  if (every === "day") return sql`true`;
  if (every === "week")
    return sql`extract(isodow from day)::int = any(${sql.param(weekdays)}::int[])`;
  return sql`extract(day from day)::int = least(${dayOfMonth}::int,
    extract(day from date_trunc('month', day) + interval '1 month' - interval '1 day')::int)`;
}
