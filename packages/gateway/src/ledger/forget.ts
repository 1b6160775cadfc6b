import type { Database } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { dropPartitions, uuidAt } from "./partitions.ts";

/** Days for which messages, their events and what people sent to us are kept. */
export const keptDays = 365;

/** Days for which an idempotency key stands for its first request. */
export const keptKeyDays = 30;

/** Rows of one statement, so that none holds its locks for long. */
const mostRows = 5000;

const dayMs = 86_400_000;

/**
 * Forgets what is older than it is kept: whole months of messages at once, the rest in batches.
 * Resolves to how many tables were dropped and rows deleted.
 */
export async function forgetOld(
  database: Database,
  now: Date,
  signal: AbortSignal,
): Promise<{ readonly tables: number; readonly rows: number }> {
  const before = new Date(now.getTime() - keptDays * dayMs);
  const keysBefore = new Date(now.getTime() - keptKeyDays * dayMs);
  const dropped = await dropPartitions(database, before);
  const id = sql`${uuidAt(before)}::uuid`;
  const at = sql`${before.toISOString()}::timestamptz`;
  const old: [string, SQL][] = [
    // What fell into no month of its own, because the month had not been prepared.
    ["messages_default", sql`id < ${id}`],
    ["message_events_default", sql`message_id < ${id}`],
    ["message_submissions_default", sql`submitted_at < ${at}`],
    ["counted_messages_default", sql`message_id < ${id}`],
    ["inbound_messages", sql`received_at < ${at}`],
    ["dead_letters", sql`died_at < ${at}`],
    // What was paid is kept; only how much of a budget was used in an hour of a year ago is not.
    ["budget_periods", sql`ends_at < ${at}`],
    ["budget_events", sql`at < ${at}`],
    ["idempotency_keys", sql`created_at < ${keysBefore.toISOString()}::timestamptz`],
  ];
  let rows = 0;
  for (const [table, isOld] of old) rows += await deleteOld(database, table, isOld, signal);
  return { tables: dropped.length, rows };
}

async function deleteOld(
  { orm }: Pick<Database, "orm">,
  table: string,
  isOld: SQL,
  signal: AbortSignal,
): Promise<number> {
  const name = sql.identifier(table);
  for (let deleted = 0; ; ) {
    signal.throwIfAborted();
    const [batch] = await orm.execute<{ count: number }>(sql`
      with gone as (
        delete from ${name} where ctid = any(array(
          select ctid from ${name} where ${isOld} limit ${mostRows})) returning 1)
      select count(*)::int as count from gone`);
    const count = batch?.count ?? 0;
    deleted += count;
    if (count < mostRows) return deleted;
  }
}
