import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import {
  byPlace,
  type Place,
  type PlacedRow,
  type PlacePage,
  toPages,
} from "../events/by-place.ts";
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

interface Row extends PlacedRow {
  readonly id: string;
  readonly type: MessageEventType;
  readonly recipient: string | null;
  readonly sender: string | null;
  readonly campaign: string | null;
  readonly metadata: Readonly<Record<string, string>> | null;
}

/** For each place the events of these types from there on. */
export async function readMessageEvents(
  { orm }: Pick<Database, "orm">,
  places: readonly Place[],
  types: readonly MessageEventType[],
): Promise<readonly PlacePage<FollowedEvent>[]> {
  const message = sql`left join lateral (
      select recipient, sender, campaign_id as campaign, options->'metadata' as metadata
      from messages
      where organization_id = asked.o and id = e.id and category <> 'otp' limit 1
    ) m on e.type = any(${sql.param(types)}::text[])`;
  const events = sql`position, message_id as id, type from told_events`;
  return toPages(places, await orm.execute<Row>(byPlace(places, events, message)), toEvent);
}

function toEvent(row: Row, organizationId: string): FollowedEvent | undefined {
  const { id, type, recipient: to, sender: from, campaign: campaignId, metadata } = row;
  if (to === null) return undefined;
  return { organizationId, id, type, to, from, campaignId, metadata: metadata ?? {} };
}
