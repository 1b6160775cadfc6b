import type { Database } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { erasedPrefix } from "../erasure/person.ts";

/** What somebody sent to us, for those who read it at their own pace. */
export interface ReceivedMessage {
  readonly organizationId: string;
  /** UUID. */
  readonly id: string;
  /** The account that brought it. */
  readonly account: string;
  /** The phone in E.164, or a short code or name as it came. */
  readonly from: string;
  /** Our number, in the provider's form. */
  readonly to: string;
  /** Null where it was deleted. */
  readonly text: string | null;
  readonly receivedAt: Date;
}

/** What was received from a place on. */
export interface ReceivedPage {
  readonly messages: readonly ReceivedMessage[];
  /** The place to go on from. */
  readonly next: number;
  /** Up to when all that was received has been read by whoever stands at `next`; absent with more to come. */
  readonly readUntil?: Date;
}

/** A row of {@link receivedRows}. */
export interface ReceivedRow extends Record<string, unknown> {
  readonly organization_id: string;
  readonly id: string;
  readonly account: string;
  readonly sender: string;
  readonly recipient: string;
  readonly body: string | null;
  readonly received_at: Date;
  readonly position: number;
}

/** What is read of inbound messages. */
export const receivedRows: SQL = sql`organization_id, id, account, sender, recipient, body,
  received_at, position from inbound_messages`;

/** A row as it is told; nothing where it is of somebody who was erased. */
export const toReceived = (row: ReceivedRow): ReceivedMessage | undefined =>
  row.sender.startsWith(erasedPrefix)
    ? undefined
    : {
        organizationId: row.organization_id,
        id: row.id,
        account: row.account,
        from: row.sender,
        to: row.recipient,
        text: row.body,
        receivedAt: row.received_at,
      };

/**
 * Everybody's inbound messages from a place on, in the order of their writing and never past a
 * transaction that is still open, those of erased people left out. Whole transactions only, so a page
 * may hold a few more than `limit`.
 */
export async function readInbound(
  { orm }: Pick<Database, "orm">,
  since: number,
  limit: number,
): Promise<ReceivedPage> {
  const [edge] = await orm.execute<{ position: number; until: Date }>(sql`
    select e.position::float8 as position, coalesce((
      select min(received_at) from inbound_messages where position >= e.position), now()) as until
    from (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as position) e`);
  if (edge === undefined) throw new Error("The statement answered nothing");
  const rows = await orm.execute<ReceivedRow>(sql`
    select * from (
      select ${receivedRows} where position >= ${since}::bigint
      order by position fetch first ${limit} rows with ties) page
    where position < ${edge.position}::bigint
    order by position, id`);
  const last = rows.at(-1);
  const isAll = rows.length < limit;
  return {
    messages: [...rows].flatMap((row) => toReceived(row) ?? []),
    next: last === undefined ? since : last.position + 1,
    ...(isAll && { readUntil: edge.until }),
  };
}
