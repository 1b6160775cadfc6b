import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { partitionsOf, uuidAt } from "../ledger/partitions.ts";
import { organizationsIn } from "./organizations-in.ts";
import type { RetentionOf } from "./setting.ts";

/** Rows that one statement looks at. */
const mostRows = 5000;

const dayMs = 86_400_000;

/**
 * Deletes texts that are older than their organization keeps them; the messages stay. Each is looked
 * at once: a mark says how far an organization's are deleted, whatever its setting was or will be.
 * Resolves to how many texts went.
 */
export async function deleteBodies(
  database: Database,
  now: Date,
  retentionOf: RetentionOf,
  signal: AbortSignal,
): Promise<number> {
  const months = await partitionsOf(database, "messages");
  const organizations = new Set<string>();
  for (const { name } of [...months, { name: "inbound_messages" }])
    for (const id of await organizationsIn(database, name)) organizations.add(id);
  let deleted = 0;
  for (const organizationId of organizations) {
    const retention = retentionOf(organizationId);
    if (retention === undefined) continue;
    const until = new Date(now.getTime() - retention.bodyDays * dayMs);
    const from = await readMark(database, organizationId);
    if (from >= uuidAt(until)) continue;
    let mark = uuidAt(until);
    for (const { name, month } of months) {
      if (month && (uuidAt(month.until) <= from || month.from >= until)) continue;
      const found = await deleteFrom(
        database,
        ofMessages(name),
        organizationId,
        from,
        until,
        signal,
      );
      deleted += found.deleted;
      if (found.open !== undefined && found.open < mark) mark = found.open;
    }
    const inbound = await deleteFrom(database, ofInbound, organizationId, from, until, signal);
    deleted += inbound.deleted;
    await writeMark(database, organizationId, mark);
  }
  return deleted;
}

/** How a table's texts are found and deleted. */
interface Texts {
  readonly table: string;
  /** It has a text. */
  readonly isThere: string;
  /** Its text is still needed: it may have to be sent. */
  readonly isOpen: string;
  readonly deletion: string;
}

const ofMessages = (table: string): Texts => ({
  table,
  isThere: "body is not null or sealed is not null",
  isOpen: "status in ('QUEUED', 'SUBMITTED', 'SENT')",
  deletion: "body = null, sealed = null",
});

const ofInbound: Texts = {
  table: "inbound_messages",
  isThere: "body is not null",
  isOpen: "false",
  deletion: "body = null",
};

/** Resolves to how many went, and the first message that still needs its text. */
async function deleteFrom(
  { orm }: Pick<Database, "orm">,
  { table, isThere, isOpen, deletion }: Texts,
  organizationId: string,
  from: string,
  until: Date,
  signal: AbortSignal,
): Promise<{ readonly deleted: number; readonly open: string | undefined }> {
  const name = sql.identifier(table);
  let after = from;
  let open: string | undefined;
  for (let deleted = 0; ; ) {
    signal.throwIfAborted();
    const [batch] = await orm.execute<{
      count: number;
      due: number;
      seen: number;
      open: string | null;
      last: string | null;
    }>(sql`
      with seen as materialized (
        select id, ctid as place, (${sql.raw(isThere)}) as is_there, (${sql.raw(isOpen)}) as is_open
        from ${name}
        where organization_id = ${organizationId}::uuid and id >= ${after}::uuid
          and id < ${uuidAt(until)}::uuid
        order by id limit ${mostRows}
      ), gone as (
        update ${name} set ${sql.raw(deletion)}
        where ctid = any(array(select place from seen where is_there and not is_open))
        returning 1)
      select (select count(*) from gone)::int as count, (select count(*) from seen)::int as seen,
        (select count(*) from seen where is_there and not is_open)::int as due,
        (select id from seen where is_there and is_open order by id limit 1) as open,
        (select id from seen order by id desc limit 1) as last`);
    if (batch === undefined) throw new Error("The statement answered nothing");
    deleted += batch.count;
    // One that somebody changed meanwhile was left alone, and no mark may pass it.
    if (batch.count < batch.due) continue;
    open ??= batch.open ?? undefined;
    if (batch.last === null || batch.seen < mostRows) return { deleted, open };
    after = batch.last;
  }
}

async function readMark({ orm }: Pick<Database, "orm">, organizationId: string): Promise<string> {
  const [row] = await orm.execute<{ mark: string }>(sql`
    select bodies_before as mark from retention_marks
    where organization_id = ${organizationId}::uuid`);
  return row?.mark ?? uuidAt(new Date(0));
}

async function writeMark(
  { orm }: Pick<Database, "orm">,
  organizationId: string,
  mark: string,
): Promise<void> {
  await orm.execute(sql`
    insert into retention_marks (organization_id, bodies_before)
    values (${organizationId}::uuid, ${mark}::uuid)
    on conflict (organization_id) do update set bodies_before = excluded.bodies_before`);
}
