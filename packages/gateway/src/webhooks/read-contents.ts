import { type Database, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import { maskPhone, type SmsCategory } from "mq-sms";
import { type EventData, isToldOf, toEventView } from "../messages/read.ts";
import { messagePrefix } from "../messages/send.ts";
import type { ClaimedDelivery } from "./claim.ts";

/** What is sent, and where to. */
export interface Content {
  readonly url: string;
  /** JSON, after `WebhookPayload`. */
  readonly body: string;
}

interface Row extends Record<string, unknown> {
  readonly n: number;
  readonly type: string | null;
  readonly at: Date;
  readonly data: EventData | null;
  readonly recipient: string | null;
  readonly category: SmsCategory;
  readonly callback_url: string | null;
  readonly sender: string | null;
  readonly account: string;
  readonly body: string;
}

/**
 * Reads what deliveries tell of, which is nowhere but in the events and messages themselves. Nothing
 * for those whose message was erased. Resolves to one answer for each.
 */
export async function readContents(
  database: Pick<Database, "orm">,
  deliveries: readonly ClaimedDelivery[],
): Promise<readonly (Content | undefined)[]> {
  const rows = await readRows(database, deliveries);
  return deliveries.map((delivery, n) => {
    const row = rows.get(n);
    const url = delivery.url ?? row?.callback_url ?? undefined;
    const data = delivery.data ?? (row && dataOf(delivery, row));
    if (url === undefined || data === undefined) return undefined;
    const timestamp = delivery.occurredAt.toISOString();
    return { url, body: JSON.stringify({ type: delivery.type, timestamp, data }) };
  });
}

async function readRows(
  { orm }: Pick<Database, "orm">,
  deliveries: readonly ClaimedDelivery[],
): Promise<ReadonlyMap<number, Row>> {
  const asked = deliveries.flatMap(({ organizationId: o, messageId: m, eventKey: k }, n) =>
    m === null ? [] : [{ n, o, m, k }],
  );
  if (asked.length === 0) return new Map();
  const rows = await orm.execute<Row>(sql`
    select asked.n, event.type, event.at, event.data, message.recipient, message.category,
      message.callback_url, inbound.sender, inbound.account, inbound.body
    from json_to_recordset(${JSON.stringify(asked)}::json) as asked(n int, o uuid, m uuid, k text)
    left join lateral (
      (select type, at, data from message_events
      where organization_id = asked.o and message_id = asked.m and key = asked.k limit 1)
      union all
      (select e.* from messages m cross join lateral (
        select type, at, data from message_events
        where ${isToldOf(sql`m`)} and key = asked.k limit 1) e
      where m.organization_id = asked.o and m.id = asked.m limit 1)
      limit 1
    ) event on true
    left join lateral (
      select recipient, category, options->>'callbackUrl' as callback_url from messages
      where organization_id = asked.o and id = asked.m limit 1
    ) message on true
    left join lateral (
      select sender, account, body from inbound_messages
      where organization_id = asked.o and id = asked.m limit 1
    ) inbound on true`);
  return new Map([...rows].map((row) => [row.n, row]));
}

function dataOf({ type, messageId, eventKey, includeBody }: ClaimedDelivery, row: Row) {
  if (messageId === null || eventKey === null) return undefined;
  const id = toPublicId(messagePrefix, messageId);
  const { sender, account, body } = row;
  if (sender !== null)
    return { id, from: maskPhone(sender), provider: account, ...(includeBody && { body }) };
  if (row.type === null || row.recipient === null) return undefined;
  const event = toEventView({ type: row.type, key: eventKey, at: row.at, data: row.data });
  return {
    id,
    status: type.slice("message.".length).toUpperCase(),
    to: maskPhone(row.recipient),
    category: row.category,
    ...(event.account !== undefined && { provider: event.account }),
    ...(event.attempt !== undefined && { attempt: event.attempt }),
    ...(event.error !== undefined && { error: event.error }),
  };
}
