import { sql } from "drizzle-orm";
import type { AutomationContext } from "./context.ts";
import { enrol } from "./enrol.ts";
import { enrolByDate, type Look, lookDue } from "./enrol-by-date.ts";
import {
  type Active,
  type Found,
  fromContacts,
  fromOutcomes,
  fromReceived,
  together,
} from "./found-by.ts";
import type { Trigger } from "./schemas.ts";

/** Automations for which one statement reads. */
const mostAtOnce = 50;

/** Enrols contacts to whom something happened. Resolves to whether there may be more at once. */
export async function takeTriggers(context: AutomationContext): Promise<boolean> {
  const rows = await context.database.orm.execute<Active & { readonly look: Look | null }>(sql`
    select organization_id as "organizationId", id, trigger, who, time_zone as "timeZone",
      place::float8 as since, ${lookDue} as look
    from automations where place is not null order by organization_id, id`);
  let more = false;
  for (const { on, find } of sources) {
    const watching = [...rows].filter(({ trigger }) => on.has(trigger.on));
    for (let from = 0; from < watching.length; from += mostAtOnce) {
      const some = watching.slice(from, from + mostAtOnce);
      if (await enrolFound(context, some, await find(context, some))) more = true;
    }
  }
  for (const { look, ...automation } of rows)
    if (look !== null && automation.trigger.on === "date")
      await enrolByDate(context, automation, automation.trigger, look);
  return more;
}

/** Where what happened is read, and for which triggers. */
const sources: readonly {
  readonly on: ReadonlySet<Trigger["on"]>;
  readonly find: (
    context: AutomationContext,
    watching: readonly Active[],
  ) => Promise<readonly Found[]>;
}[] = [
  {
    on: new Set(["contact.created", "contact.changed", "group.joined", "group.left"]),
    find: fromContacts,
  },
  { on: new Set(["message.inbound"]), find: fromReceived },
  { on: new Set(["message.delivered", "message.failed"]), find: fromOutcomes },
];

async function enrolFound(
  { database, clock }: AutomationContext,
  watching: readonly Active[],
  found: readonly Found[],
): Promise<boolean> {
  let moved = false;
  for (const [automation, page] of together(watching, found)) {
    if (page.next === automation.since) continue;
    moved = true;
    await enrol(database.orm, automation, {
      which: sql`c.id = any(${sql.param([...new Set(page.contacts)])}::uuid[])`,
      where: sql`a.place = ${automation.since}::bigint`,
      set: sql`place = ${page.next}::bigint`,
      now: clock.now(),
    });
  }
  return moved;
}
