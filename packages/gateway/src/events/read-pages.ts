import { type Database, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { maskPhone } from "mq-sms";
import { type EventData, toEventView } from "../messages/read.ts";
import { messagePrefix } from "../messages/send.ts";
import { type EventPlace, firstPlace } from "./cursor.ts";
import type { InboundEvent, MessageEvent } from "./schemas.ts";

/** An organization's events after a place. */
export interface PageRequest {
  readonly organizationId: string;
  readonly after: EventPlace;
}

/** An event, and where it stands. */
export interface PlacedEvent {
  readonly place: EventPlace;
  readonly event: MessageEvent | InboundEvent;
}

/** What was there at a moment. */
export interface ReadPage {
  readonly events: readonly PlacedEvent[];
  /** There may be more. */
  readonly more: boolean;
}

/** Events of one page. */
export const pageSize = 256;

interface Row extends Record<string, unknown> {
  readonly organization: string;
  readonly n: number;
  readonly position: number;
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly at: Date;
  readonly data: EventData | null;
  readonly account: string;
  readonly sender: string | null;
}

/**
 * Writers end in another order than they began. Below the oldest transaction that is still open,
 * everything is there for good; above it an earlier event may yet appear, so nothing is read there.
 */
const isSettled = (position: SQL): SQL =>
  sql`${position} < (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint)`;

/**
 * One page for each request, in one statement: as many probes of an index as there are requests and
 * months, and then only what is new. What is not settled is taken off in the end: beside the other
 * bound, the planner would expect few rows and collect all of a reader's backlog for every page. An
 * event of several messages is kept under the highest of their ids, so its row is done with when that is.
 */
export async function readPages(
  { orm }: Pick<Database, "orm">,
  requests: readonly PageRequest[],
): Promise<readonly ReadPage[]> {
  const asked = requests.map(({ organizationId, after }, n) => ({
    n,
    o: organizationId,
    p: after.position,
    i: after.id,
    k: after.key,
  }));
  const rows = await orm.execute<Row>(sql`
    select asked.n, e.*
    from json_to_recordset(${JSON.stringify(asked)}::json)
      as asked(n int, o uuid, p bigint, i uuid, k text)
    cross join lateral (
      select * from (
        (select organization_id as organization, position, id, key, type, at, data,
          null as account, null as sender
        from (
          select * from message_events
          where organization_id = asked.o and position >= asked.p
            and (position, message_id) >= (asked.p, asked.i)
          order by position fetch first ${pageSize} rows with ties
        ) row cross join lateral unnest(array_append(others, message_id)) as told(id)
        where (position, id, key) > (asked.p, asked.i, asked.k)
        order by position, id, key limit ${pageSize})
        union all
        (select organization_id, position, id, '', '', received_at, null, account, sender
        from inbound_messages
        where organization_id = asked.o and position >= asked.p
          and (position, id, '') > (asked.p, asked.i, asked.k)
        order by position, id limit ${pageSize})
      ) both_kinds
      order by position, id, key collate "C" limit ${pageSize}
    ) e
    where ${isSettled(sql`e.position`)}
    order by asked.n, e.position, e.id, e.key collate "C"`);
  const pages = requests.map((): PlacedEvent[] => []);
  for (const row of rows) {
    // One statement for many organizations: row-level security cannot look after each of them.
    if (row.organization !== requests[row.n]?.organizationId)
      throw new Error("An event belongs to somebody else");
    pages[row.n]?.push(toPlaced(row));
  }
  return pages.map((events) => ({ events, more: events.length === pageSize }));
}

/** Where an organization's events end at this moment, and what time it is. */
export async function readEnd(
  { orm }: Pick<Database, "orm">,
  organizationId: string,
): Promise<{ readonly place: EventPlace; readonly now: Date }> {
  const [row] = await orm.execute<{
    now: Date;
    position: number | null;
    id: string | null;
    key: string | null;
  }>(sql`
    select now() as now, e.* from (select) as one left join lateral (
      select * from (
        (select position, message_id as id, key from message_events
        where organization_id = ${organizationId}::uuid and ${isSettled(sql`position`)}
        order by position desc, message_id desc, key desc limit 1)
        union all
        (select position, id, '' from inbound_messages
        where organization_id = ${organizationId}::uuid and ${isSettled(sql`position`)}
        order by position desc, id desc limit 1)
      ) both_kinds
      order by position desc, id desc, key collate "C" desc limit 1
    ) e on true`);
  if (row === undefined) throw new Error("The statement answered nothing");
  const { now, position, id, key } = row;
  const isThere = position !== null && id !== null && key !== null;
  return { place: isThere ? { position, id, key } : firstPlace, now };
}

const toPlaced = ({ position, id, key, type, at, data, account, sender }: Row): PlacedEvent => ({
  place: { position, id, key },
  event:
    sender === null
      ? {
          ...toEventView({ type, key, at, data }),
          type: `message.${type.toLowerCase()}`,
          id: toPublicId(messagePrefix, id),
        }
      : {
          type: "message.inbound",
          id: toPublicId(messagePrefix, id),
          at: at.toISOString(),
          account,
          from: maskPhone(sender),
        },
});
