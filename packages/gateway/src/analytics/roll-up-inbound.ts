import type { Database, Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { inTurn, moved, unread } from "./unread.ts";

/** Messages that one step reads. */
const mostMessages = 5000;

/**
 * Adds what people sent to us since the last time to `inbound_totals`; it never changes, so each is
 * read once. Resolves to how many it has read.
 */
export async function rollUpInbound(
  database: Pick<Database, "transaction">,
  signal: AbortSignal,
): Promise<number> {
  for (let read = 0; ; ) {
    signal.throwIfAborted();
    const slice = await inTurn(database, "inbound", rollUpSlice);
    read += slice.messages;
    if (slice.done) return read;
  }
}

type Slice = { readonly messages: number; readonly done: boolean };

async function rollUpSlice(tx: Orm): Promise<Slice> {
  const rows = await tx.execute<Slice>(sql`
    with ${unread("inbound")}, message as materialized (
      select organization_id, (received_at at time zone 'UTC')::date as day, account, position
      from inbound_messages
      where position >= (select since from unread) and position < (select until from unread)
      order by position fetch first ${mostMessages} rows with ties
    ), reached as materialized (
      select position, position = unread.until as done from unread cross join lateral (
        select case when count(*) < ${mostMessages} then unread.until
          else max(position) + 1 end as position from message) message
    ), totalled as (
      insert into inbound_totals as t (organization_id, day, account, messages)
      select organization_id, day, account, count(*) from message group by 1, 2, 3
      on conflict (organization_id, day, account) do update set
        messages = t.messages + excluded.messages
    ), ${moved("inbound")}
    select (select count(*) from message)::int as messages, reached.done from reached`);
  const [slice] = rows;
  if (slice === undefined) throw new Error("The roll-up has lost its place");
  return slice;
}
