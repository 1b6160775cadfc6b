import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";

/**
 * Takes messages that have not left out of the queue, for good. One that is marked may be at the
 * provider already and stays. Resolves to the ids that were cancelled.
 */
export async function cancelMessages(
  { orm }: Pick<Database, "orm">,
  organizationId: string,
  messageIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await orm.execute<{ id: string }>(sql`
    with held as materialized (
      select id, message_ids from message_queue
      where organization_id = ${organizationId}::uuid
        and message_ids && ${sql.param(messageIds)}::uuid[]
      for update
    ), rest as materialized (
      select id, array(select member from unnest(message_ids) member
        where member <> all(${sql.param(messageIds)}::uuid[])) as message_ids
      from held
    ), emptied as (
      delete from message_queue q using rest
      where q.organization_id = ${organizationId}::uuid and q.id = rest.id
        and rest.message_ids = '{}'
    ), shrunk as (
      update message_queue q set message_ids = rest.message_ids from rest
      where q.organization_id = ${organizationId}::uuid and q.id = rest.id
        and rest.message_ids <> '{}'
    ), cancelled as (
      update messages m set status = 'CANCELLED', updated_at = now()
      where m.organization_id = ${organizationId}::uuid and m.id = any(${sql.param(messageIds)}::uuid[])
        and m.status = 'QUEUED'
        and m.id in (select unnest(message_ids) from held)
      returning m.id
    ), told as (
      insert into message_events (organization_id, message_id, key, type, at)
      select ${organizationId}::uuid, id, 'ended', 'CANCELLED', now() from cancelled
    )
    select id from cancelled`);
  return [...rows].map(({ id }) => id);
}
