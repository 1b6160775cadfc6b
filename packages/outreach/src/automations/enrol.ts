import type { Orm } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { matches } from "../segments/compile.ts";
import type { Conditions } from "../segments/schemas.ts";
import { mostADay } from "./schemas.ts";

/** The automation that enrols. */
export interface Enrolling {
  readonly organizationId: string;
  readonly id: string;
  readonly who: Conditions | null;
}

/** Whom to enrol, and what is noted of it with them. */
export interface Whom {
  /** Condition on `contacts c`. */
  readonly which: SQL;
  /** Condition on `automations a` on which they are, besides that it is active. */
  readonly where: SQL;
  /** What is written into the automation. */
  readonly set: SQL;
  readonly now: Date;
}

/**
 * Enrols contacts and moves the automation's place past what they are enrolled for, in one statement
 * and by the first who finds the place where it was read: so that nothing enrols twice or not at all.
 * Those that are in it already, or have been where that is once, stay as they are, as do those that
 * `who` does not find or that were enrolled as often today as anybody may be. Resolves to the ids of
 * contacts that are new; undefined: somebody else was first, or it is not active.
 */
export async function enrol(
  orm: Orm,
  { organizationId, id, who }: Enrolling,
  { which, where, set, now }: Whom,
): Promise<readonly string[] | undefined> {
  const own = sql`organization_id = ${organizationId}::uuid`;
  const isFound = who === null ? sql`true` : matches(who, { organizationId, now });
  const [row] = await orm.execute<{ held: boolean; enrolled: string[] }>(sql`
    with held as materialized (
      select id, version, again from automations a
      where a.${own} and a.id = ${id}::uuid and a.state = 'ACTIVE' and ${where}
      for no key update
    ), moved as (
      update automations a set ${set} from held where a.${own} and a.id = held.id
    ), wanted as materialized (
      select c.* from contacts c
      where c.${own} and exists (select from held) and ${which}
      order by c.id for key share
    ), added as (
      insert into automation_enrolments (organization_id, id, automation_id, contact_id, n, version,
        due_at)
      select ${organizationId}::uuid, contact_event_id(), held.id, c.id,
        case when held.again then been.times else 0 end, held.version, now()
      from held cross join wanted c cross join lateral (
        select count(*)::int as times, coalesce(bool_or(due_at is not null), false) as is_in
        from automation_enrolments e
        where e.${own} and e.automation_id = held.id and e.contact_id = c.id) been
      where ${isFound} and not been.is_in and (held.again or been.times = 0)
        and (select count(*) from automation_enrolments e
          where e.${own} and e.contact_id = c.id
            and e.enrolled_at > now() - interval '1 day') < ${mostADay}
      on conflict do nothing
      returning contact_id
    )
    select exists (select from held) as held,
      (select coalesce(array_agg(contact_id), '{}') from added)::text[] as enrolled`);
  return row?.held ? row.enrolled : undefined;
}
