import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { Place } from "../inbound/read-received.ts";
import type { MessageStatus } from "../ledger/status.ts";

/** An event of a message that is named after the state it leads to. */
export type MessageEventType = MessageStatus;

/** What became of a message, one-time codes left out. */
export interface FollowedEvent {
  readonly organizationId: string;
  /** UUID of the message. */
  readonly id: string;
  readonly type: MessageEventType;
  readonly to: string;
  /** The sender that was asked for; null where it is the account's own. */
  readonly from: string | null;
  readonly campaignId: string | null;
  /** What its sender noted of it. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** What happened from a place on, and the place to go on from. */
export interface FollowedPage {
  readonly events: readonly FollowedEvent[];
  readonly next: number;
}

/** Events of one organization that are read at a time. */
const pageSize = 500;

interface Row extends Record<string, unknown> {
  readonly n: number;
  readonly position: number;
  readonly id: string;
  readonly type: MessageEventType;
  readonly recipient: string | null;
  readonly sender: string | null;
  readonly campaign: string | null;
  readonly metadata: Readonly<Record<string, string>> | null;
}

/** For each place the events of these types from there on, never past a transaction that is still open. */
export async function readMessageEvents(
  { orm }: Pick<Database, "orm">,
  places: readonly Place[],
  types: readonly MessageEventType[],
): Promise<readonly FollowedPage[]> {
  const asked = places.map(({ organizationId, since }, n) => ({ n, o: organizationId, p: since }));
  const rows = await orm.execute<Row>(sql`
    select asked.n, e.position, e.id, e.type, m.recipient, m.sender, m.campaign, m.metadata
    from json_to_recordset(${JSON.stringify(asked)}::json) as asked(n int, o uuid, p bigint)
    cross join lateral (
      select position, message_id as id, type from message_events
      where organization_id = asked.o and position >= asked.p
      order by position fetch first ${pageSize} rows with ties
    ) e
    left join lateral (
      select recipient, sender, campaign_id as campaign, options->'metadata' as metadata
      from messages
      where organization_id = asked.o and id = e.id and category <> 'otp' limit 1
    ) m on e.type = any(${sql.param(types)}::text[])
    where e.position < (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
    order by asked.n, e.position, e.id`);
  const pages = places.map(({ since }): { events: FollowedEvent[]; next: number } => ({
    events: [],
    next: since,
  }));
  for (const { n, position, id, type, recipient, sender, campaign, metadata } of rows) {
    const page = pages[n];
    const place = places[n];
    if (page === undefined || place === undefined) continue;
    page.next = position + 1;
    if (recipient === null) continue;
    const { organizationId } = place;
    const about = { to: recipient, from: sender, campaignId: campaign, metadata: metadata ?? {} };
    page.events.push({ organizationId, id, type, ...about });
  }
  return pages;
}
