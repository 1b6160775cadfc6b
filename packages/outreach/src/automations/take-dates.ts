import { type SQL, sql } from "drizzle-orm";
import type { AutomationContext } from "./context.ts";
import { enrol } from "./enrol.ts";
import type { Trigger } from "./schemas.ts";
import type { Active } from "./take-triggers.ts";

/** Minutes between two looks at the dates of all contacts of an organization. */
const everyMinutes = 5;
/** What came longer ago, because nothing ran, enrols nobody any more. */
const mostHours = 24;

/** The time that a look is about. */
interface Look extends Record<string, unknown> {
  readonly since: string;
  readonly until: string;
}

/** Enrols contacts whose day has come since the last look. */
export async function takeDates(
  { database: { orm }, clock }: AutomationContext,
  active: readonly Active[],
): Promise<void> {
  for (const automation of active) {
    const { trigger } = automation;
    if (trigger.on !== "date") continue;
    // As texts: a `Date` has no microseconds.
    const [look] = await orm.execute<Look>(sql`
      select dated_until::text as since, now()::text as until from automations
      where organization_id = ${automation.organizationId}::uuid and id = ${automation.id}::uuid
        and dated_until <= now() - ${everyMinutes} * interval '1 minute'`);
    if (look === undefined) continue;
    await enrol(orm, automation, {
      which: comesBetween(trigger, automation, look),
      where: sql`a.dated_until = ${look.since}::timestamptz`,
      set: sql`dated_until = ${look.until}::timestamptz`,
      now: clock.now(),
    });
  }
}

/**
 * Whether the day comes to `contacts c` after `since` and not after `until`, by the clock on their wall.
 * What is no date comes never; the first days of the text are compared before it is read as one.
 */
function comesBetween(
  { field, days, at, yearly }: Extract<Trigger, { readonly on: "date" }>,
  { organizationId, id }: Active,
  { since, until }: Look,
): SQL {
  const text = sql`c.fields->>${field.slice("fields.".length)}::text`;
  const zone = sql`known_zone(c.time_zone, (select time_zone from automations
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid))`;
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
