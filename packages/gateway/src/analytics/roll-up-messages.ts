import type { Database, Orm } from "@nx/core";
import { sql } from "drizzle-orm";
import { summarizeRanges } from "../ledger/summarize-ranges.ts";
import { inTurn, moved, unread } from "./unread.ts";

/** Events that one step reads, and how many transactions the first one looks at for them. */
const mostEvents = 10_000;
const firstSpan = 100;

/**
 * Brings `message_totals` up to what the events tell, in steps of a few thousand events. Whatever
 * happens in between, and however many processes do it at once, each message is counted once, as what
 * it is: of every message that new events name, its present state takes the place of the one that it
 * was counted as. Resolves to how many events it has read.
 */
export async function rollUpMessages(database: Database, signal: AbortSignal): Promise<number> {
  const summarized = new Set<string>();
  let read = 0;
  for (let span = firstSpan; ; ) {
    signal.throwIfAborted();
    const slice = await inTurn(database, "messages", (tx) => rollUpSlice(tx, span));
    read += slice.events;
    if (slice.done) return read;
    // About as many transactions as have so many events: the rest would be read for nothing.
    span = slice.events < mostEvents ? 2 * span : slice.span;
    const tables = slice.tables.filter((table) => !summarized.has(table));
    if (tables.length > 0) await summarizeRanges(database, tables);
    for (const table of tables) summarized.add(table);
  }
}

/** What one step did. */
type Slice = {
  readonly events: number;
  /** Transactions that it got over. */
  readonly span: number;
  /** Partitions in which the events were. */
  readonly tables: readonly string[];
  /** Nothing is left. */
  readonly done: boolean;
};

async function rollUpSlice(tx: Orm, span: number): Promise<Slice> {
  const rows = await tx.execute<Slice>(sql`
    with ${unread("messages")}, span as materialized (
      select since, least(since + ${span}::bigint, until) as until from unread
    ), event as materialized (
      select o, m, position, place from (
        select organization_id as o, position, tableoid as place,
          array_append(others, message_id) as messages
        from message_events
        where position >= (select since from span) and position < (select until from span)
        order by position
      ) row cross join lateral unnest(messages) as m
      order by position fetch first ${mostEvents} rows with ties
    ), reached as materialized (
      select position, position = unread.until as done from unread cross join lateral (
        select case when count(*) < ${mostEvents} then (select until from span)
          else max(position) + 1 end as position from event) event
    ), message as materialized (
      select now.*, c.message_id is not null as known, c.status as was, c.sent as was_sent,
        c.account as was_account, c.currency as was_currency, c.price as was_price
      from (select distinct o, m from event) touched cross join lateral (
        select organization_id as o, id as m, (created_at at time zone 'UTC')::date as day, category,
          campaign_id, segments, status, progress::text ~ '[0-6]' as sent, account, currency, price
        from messages where organization_id = touched.o and id = touched.m limit 1
      ) now left join lateral (
        select * from counted_messages
        where organization_id = touched.o and message_id = touched.m limit 1
      ) c on true
    ), changed as materialized (
      select * from message where not known or (status, sent, account, currency, price)
        is distinct from (was, was_sent, was_account, was_currency, was_price)
    ), counted as (
      insert into counted_messages
        (organization_id, message_id, status, sent, account, currency, price)
      select o, m, status, sent, account, currency, price from changed
      on conflict (organization_id, message_id) do update set status = excluded.status,
        sent = excluded.sent, account = excluded.account, currency = excluded.currency,
        price = excluded.price
    ), difference as (
      select o, day, category, campaign_id, account, status, sent, currency, 1 as n, segments, price
      from changed
      union all
      select o, day, category, campaign_id, was_account, was, was_sent, was_currency, -1, segments,
        was_price
      from changed where known
    ), totalled as (
      insert into message_totals as t (organization_id, day, category, campaign_id, account, status,
        sent, currency, messages, segments, price)
      select o, day, category, campaign_id, account, status, sent, currency, sum(n),
        sum(n * segments), coalesce(sum(n * price), 0)
      from difference group by o, day, category, campaign_id, account, status, sent, currency
      on conflict on constraint message_totals_key do update set
        messages = t.messages + excluded.messages, segments = t.segments + excluded.segments,
        price = t.price + excluded.price
    ), ${moved("messages")}
    select (select count(*) from event)::int as events,
      (reached.position - unread.since)::float8 as span, reached.done,
      array(select distinct place::regclass::text from event) as tables
    from reached cross join unread`);
  const [slice] = rows;
  if (slice === undefined) throw new Error("The roll-up has lost its place");
  return slice;
}
