import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";

/** A place in the order of an organization's events. */
export interface AcceptedPlace {
  readonly organizationId: string;
  readonly since: number;
}

/** A message that was taken in, one-time codes left out. */
export interface AcceptedTo {
  readonly organizationId: string;
  /** UUID. */
  readonly id: string;
  readonly to: string;
  /** The sender that was asked for; null where it is the account's own. */
  readonly from: string | null;
}

/** What was accepted from a place on, and the place to go on from. */
export interface AcceptedPage {
  readonly messages: readonly AcceptedTo[];
  readonly next: number;
}

/** Events of one organization that are read at a time. */
const pageSize = 500;

interface Row extends Record<string, unknown> {
  readonly n: number;
  readonly position: number;
  readonly id: string;
  readonly recipient: string | null;
  readonly sender: string | null;
}

/** For each place what was accepted from there on, never past a transaction that is still open. */
export async function readAccepted(
  { orm }: Pick<Database, "orm">,
  places: readonly AcceptedPlace[],
): Promise<readonly AcceptedPage[]> {
  const asked = places.map(({ organizationId, since }, n) => ({ n, o: organizationId, p: since }));
  const rows = await orm.execute<Row>(sql`
    select asked.n, e.position, e.id, m.recipient, m.sender
    from json_to_recordset(${JSON.stringify(asked)}::json) as asked(n int, o uuid, p bigint)
    cross join lateral (
      select position, message_id as id, type from message_events
      where organization_id = asked.o and position >= asked.p
      order by position fetch first ${pageSize} rows with ties
    ) e
    left join lateral (
      select recipient, sender from messages
      where organization_id = asked.o and id = e.id and category <> 'otp' limit 1
    ) m on e.type = 'QUEUED'
    where e.position < (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
    order by asked.n, e.position, e.id`);
  const pages = places.map(({ since }): { messages: AcceptedTo[]; next: number } => ({
    messages: [],
    next: since,
  }));
  for (const { n, position, id, recipient, sender } of rows) {
    const page = pages[n];
    const place = places[n];
    if (page === undefined || place === undefined) continue;
    page.next = position + 1;
    if (recipient !== null)
      page.messages.push({
        organizationId: place.organizationId,
        id,
        to: recipient,
        from: sender,
      });
  }
  return pages;
}
