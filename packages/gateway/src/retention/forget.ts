import { type Database, platformOrganization } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { dropPartition, type Partition, partitionsOf, uuidAt } from "../ledger/partitions.ts";
import { keptDeliveryDays } from "../webhooks/schemas.ts";
import { organizationsIn } from "./organizations-in.ts";
import type { RetentionOf } from "./setting.ts";

/** Days for which an idempotency key stands for its first request. */
export const keptKeyDays = 30;

/** Rows of one statement, so that none holds its locks for long. */
const mostRows = 5000;

const dayMs = 86_400_000;

/** What was forgotten. */
export interface Forgotten {
  /** Tables of a month that were dropped. */
  readonly tables: number;
  readonly rows: number;
}

/** Tables in months of messages, and the column that names the message. */
const ofMessages = [
  ["messages", "id"],
  ["message_events", "message_id"],
  ["counted_messages", "message_id"],
] as const;

/**
 * Forgets what is older than its organization keeps it: months at once where everybody who has
 * something in them allows it, the rest in batches. What is kept for how long is asked for each
 * organization; where nobody knows, nothing is forgotten.
 */
export async function forgetOld(
  database: Database,
  now: Date,
  retentionOf: RetentionOf,
  signal: AbortSignal,
): Promise<Forgotten> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs);
  const messagesBefore = (organizationId: string) => {
    const retention = retentionOf(organizationId);
    return retention && daysAgo(retention.messageDays);
  };
  const inboundBefore = (organizationId: string) => {
    const retention = retentionOf(organizationId);
    return retention && daysAgo(retention.inboundDays);
  };
  let { tables, rows } = await forgetNames(database, messagesBefore(platformOrganization), signal);
  for (const [table, id] of ofMessages)
    for (const partition of await partitionsOf(database, table)) {
      const gone = await forgetMonth(database, partition, id, messagesBefore, now, signal);
      if (gone === "dropped") tables += 1;
      else rows += gone;
    }
  rows += await forgetRows(database, "dead_letters", "message_id", messagesBefore, signal);
  rows += await forgetRows(database, "inbound_messages", "id", inboundBefore, signal);
  // What was paid is kept; only how much of a budget was used in an hour of a year ago is not.
  const budgetsBefore = messagesBefore(platformOrganization)?.toISOString();
  if (budgetsBefore !== undefined) {
    const ended = sql`ends_at < ${budgetsBefore}::timestamptz`;
    rows += await deleteAll(database, "budget_periods", ended, signal);
    const told = sql`at < ${budgetsBefore}::timestamptz`;
    rows += await deleteAll(database, "budget_events", told, signal);
  }
  const keysBefore = sql`created_at < ${daysAgo(keptKeyDays).toISOString()}::timestamptz`;
  rows += await deleteAll(database, "idempotency_keys", keysBefore, signal);
  const toldBefore = daysAgo(keptDeliveryDays).toISOString();
  const told = sql`at < ${toldBefore}::timestamptz`;
  rows += await deleteAll(database, "webhook_events", told, signal);
  const deliveriesBefore = sql`occurred_at < ${toldBefore}::timestamptz`;
  rows += await deleteAll(database, "webhook_deliveries", deliveriesBefore, signal);
  return { tables, rows };
}

/** Up to when an organization's rows may go. */
type BeforeOf = (organizationId: string) => Date | undefined;

/** The names under which providers report, of use for days, are nobody's data: the platform's rule. */
async function forgetNames(
  database: Database,
  before: Date | undefined,
  signal: AbortSignal,
): Promise<Forgotten> {
  if (before === undefined) return { tables: 0, rows: 0 };
  let tables = 0;
  let rows = 0;
  for (const partition of await partitionsOf(database, "message_submissions")) {
    if (partition.month === undefined) {
      const isOld = sql`submitted_at < ${before.toISOString()}::timestamptz`;
      rows += await deleteAll(database, partition.name, isOld, signal);
    } else if (partition.month.until <= before) {
      await dropPartition(database, partition);
      tables += 1;
    }
  }
  return { tables, rows };
}

async function forgetMonth(
  database: Database,
  partition: Partition,
  id: string,
  beforeOf: BeforeOf,
  now: Date,
  signal: AbortSignal,
): Promise<number | "dropped"> {
  const { name, month } = partition;
  if (month && month.until > now) return 0;
  const organizations = await organizationsIn(database, name);
  const isOver = (organizationId: string) => {
    const before = beforeOf(organizationId);
    return month !== undefined && before !== undefined && month.until <= before;
  };
  // Of an empty month, the platform's own rule decides.
  const owners = organizations.length > 0 ? organizations : [platformOrganization];
  if (!owners.every(isOver)) return forgetRows(database, name, id, beforeOf, signal, organizations);
  await dropPartition(database, partition);
  return "dropped";
}

/** Deletes the old rows of a table, of one organization after the other. */
async function forgetRows(
  database: Pick<Database, "orm">,
  table: string,
  id: string,
  beforeOf: BeforeOf,
  signal: AbortSignal,
  organizations?: readonly string[],
): Promise<number> {
  let rows = 0;
  for (const organizationId of organizations ?? (await organizationsIn(database, table))) {
    const before = beforeOf(organizationId);
    if (before === undefined) continue;
    rows += await deleteOld(database, { table, id, organizationId, before }, signal);
  }
  return rows;
}

/**
 * In the order of the key, from where the last batch ended: what was deleted is not looked at again.
 * The table is a month, never the whole: row locks and pruning in one statement do not go together.
 */
async function deleteOld(
  { orm }: Pick<Database, "orm">,
  of: {
    readonly table: string;
    readonly id: string;
    readonly organizationId: string;
    readonly before: Date;
  },
  signal: AbortSignal,
): Promise<number> {
  const [name, id] = [sql.identifier(of.table), sql.identifier(of.id)];
  let after = uuidAt(new Date(0));
  for (let deleted = 0; ; ) {
    signal.throwIfAborted();
    const [batch] = await orm.execute<{ count: number; last: string | null }>(sql`
      with old as materialized (
        select ${id} as id, ctid as place from ${name}
        where organization_id = ${of.organizationId}::uuid and ${id} >= ${after}::uuid
          and ${id} < ${uuidAt(of.before)}::uuid
        order by ${id} limit ${mostRows}
      ), gone as (
        delete from ${name} where ctid = any(array(select place from old)) returning 1)
      select (select count(*) from gone)::int as count,
        (select id from old order by id desc limit 1) as last`);
    if (batch === undefined) throw new Error("The statement answered nothing");
    deleted += batch.count;
    // Fewer than a whole batch may also mean that some were changed meanwhile: the next run has them.
    if (batch.last === null || batch.count < mostRows) return deleted;
    after = batch.last;
  }
}

async function deleteAll(
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
