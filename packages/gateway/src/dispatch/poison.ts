import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { Chunk } from "../ledger/claim.ts";

/** A chunk that so many workers died with kills workers. */
const mostReclaims = 3;

/** Whether handling this chunk seems to end the process. */
export const isPoison = ({ reclaims }: Chunk): boolean => reclaims >= mostReclaims;

/** Makes a chunk of each of its messages, so that the one that kills is left alone with itself. */
export async function splitChunk(
  { orm }: Pick<Database, "orm">,
  { organizationId, id, lane, messages }: Chunk,
  newId: () => string,
): Promise<void> {
  const rows = messages.map((message) => ({ q: newId(), m: message.id }));
  await orm.execute(sql`
    with whole as (
      delete from message_queue
      where organization_id = ${organizationId}::uuid and id = ${id}::uuid
      returning due_at, campaign_id, stopped
    )
    insert into message_queue
      (organization_id, id, lane, due_at, message_ids, campaign_id, stopped)
    select ${organizationId}::uuid, q, ${lane}, due_at, array[m], campaign_id, stopped
    from whole cross join json_to_recordset(${JSON.stringify(rows)}::json) as part(q uuid, m uuid)`);
}

/** Ends a message that ends workers. It was never marked, so it has never left. */
export async function quarantine(
  { orm }: Pick<Database, "orm">,
  { organizationId, id, messages }: Chunk,
): Promise<void> {
  const ids = messages.map((message) => message.id);
  await orm.execute(sql`
    with gone as (
      delete from message_queue
      where organization_id = ${organizationId}::uuid and id = ${id}::uuid returning id
    ), ended as (
      update messages set status = 'FAILED', error = 'poison', updated_at = now()
      where organization_id = ${organizationId}::uuid and id = any(${sql.param(ids)}::uuid[])
        and exists (select from gone) returning id
    ), dead as (
      insert into dead_letters (organization_id, message_id, reason, died_at)
      select ${organizationId}::uuid, id, 'poison', now() from ended on conflict do nothing
    )
    insert into message_events (organization_id, message_id, key, type, at, data)
    select ${organizationId}::uuid, id, 'ended', 'FAILED', now(), '{"error":"poison"}' from ended
    on conflict do nothing`);
}
