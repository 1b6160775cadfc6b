import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { erasedPrefix } from "../erasure/person.ts";
import type { ReceivedMessage, ReceivedPage } from "./read-inbound.ts";

/** A place in the order in which things happened to an organization. */
export interface Place {
  readonly organizationId: string;
  readonly since: number;
}

/** Messages of one organization that are read at a time. */
const pageSize = 500;

interface Row extends Record<string, unknown> {
  readonly n: number;
  readonly position: number;
  readonly id: string;
  readonly account: string;
  readonly sender: string;
  readonly recipient: string;
  readonly body: string | null;
  readonly received_at: Date;
}

/**
 * For each place what the organization received from there on, never past a transaction that is still
 * open, that of erased people left out.
 */
export async function readReceived(
  { orm }: Pick<Database, "orm">,
  places: readonly Place[],
): Promise<readonly ReceivedPage[]> {
  const asked = places.map(({ organizationId, since }, n) => ({ n, o: organizationId, p: since }));
  const rows = await orm.execute<Row>(sql`
    select asked.n, i.* from json_to_recordset(${JSON.stringify(asked)}::json)
      as asked(n int, o uuid, p bigint)
    cross join lateral (
      select position, id, account, sender, recipient, body, received_at from inbound_messages
      where organization_id = asked.o and position >= asked.p
      order by position fetch first ${pageSize} rows with ties
    ) i
    where i.position < (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
    order by asked.n, i.position, i.id`);
  const pages = places.map(({ since }): { messages: ReceivedMessage[]; next: number } => ({
    messages: [],
    next: since,
  }));
  for (const { n, position, sender, recipient, body, received_at: receivedAt, ...row } of rows) {
    const page = pages[n];
    const place = places[n];
    if (page === undefined || place === undefined) continue;
    page.next = position + 1;
    if (sender.startsWith(erasedPrefix)) continue;
    const { organizationId } = place;
    const { id, account } = row;
    page.messages.push({
      ...{ organizationId, id, account, from: sender, to: recipient, text: body, receivedAt },
    });
  }
  return pages;
}
