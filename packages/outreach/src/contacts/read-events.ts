import type { Database } from "@nx/core";
import type { Place } from "@nx/gateway";
import { sql } from "drizzle-orm";
import type { ContactEventType } from "./schemas.ts";

/** What happened to a contact. */
export interface ContactEvent {
  readonly contactId: string;
  readonly type: ContactEventType;
  /** Of fields that changed what they were and are, each under its name as segments call it. */
  readonly changes?: Readonly<Record<string, { readonly from?: unknown; readonly to?: unknown }>>;
  /** The group that was joined or left. */
  readonly group?: string;
}

/** What happened from a place on, and the place to go on from. */
export interface ContactEventPage {
  readonly events: readonly ContactEvent[];
  readonly next: number;
}

/** Events of one organization that are read at a time. */
const pageSize = 500;

interface Row extends Record<string, unknown> {
  readonly n: number;
  readonly position: number;
  readonly contactId: string;
  readonly type: ContactEventType;
  readonly data: Pick<ContactEvent, "changes" | "group"> | null;
}

/** For each place what happened to contacts from there on, never past a transaction that is still open. */
export async function readContactEvents(
  { orm }: Pick<Database, "orm">,
  places: readonly Place[],
): Promise<readonly ContactEventPage[]> {
  const asked = places.map(({ organizationId, since }, n) => ({ n, o: organizationId, p: since }));
  const rows = await orm.execute<Row>(sql`
    select asked.n, e.position::float8 as position, e.contact_id as "contactId", e.type, e.data
    from json_to_recordset(${JSON.stringify(asked)}::json) as asked(n int, o uuid, p bigint)
    cross join lateral (
      select position, id, contact_id, type, data from contact_events
      where organization_id = asked.o and position >= asked.p
      order by position fetch first ${pageSize} rows with ties
    ) e
    where e.position < (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
    order by asked.n, e.position, e.id`);
  const pages = places.map(({ since }): { events: ContactEvent[]; next: number } => ({
    events: [],
    next: since,
  }));
  for (const { n, position, contactId, type, data } of rows) {
    const page = pages[n];
    if (page === undefined) continue;
    page.next = position + 1;
    page.events.push({ contactId, type, ...data });
  }
  return pages;
}
