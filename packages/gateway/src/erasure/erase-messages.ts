import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { cancelMessages } from "../ledger/cancel.ts";
import { partitionsOf } from "../ledger/partitions.ts";
import type { Person } from "./person.ts";

/** Messages of one statement. */
const mostMessages = 1000;

/**
 * Takes out of the queue what was to be sent to the person. What is at a provider at this moment
 * stays until its result is written.
 */
export async function cancelForPerson(
  database: Pick<Database, "orm">,
  { organizationId, phone }: Person,
  signal: AbortSignal,
): Promise<void> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    signal.throwIfAborted();
    // Without an outcome, or with an unknown one, a message may wait for its next attempt.
    const rows = await database.orm.execute<{ id: string }>(sql`
      select id from messages
      where organization_id = ${organizationId}::uuid and recipient = ${phone}
        and id > ${after}::uuid
        and (status = 'QUEUED' or status = 'SUBMITTED' and outcome = 'unknown')
      order by id limit ${mostMessages}`);
    const ids = [...rows].map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) return;
    await cancelMessages(database, organizationId, ids);
    after = last;
  }
}

/**
 * Erases the person from messages that are out of our hands: number, text, and what the sender
 * attached. Resolves to how many; those that may still be dispatched are left for the next time.
 */
export async function eraseMessages(
  database: Pick<Database, "orm">,
  person: Person,
  signal: AbortSignal,
): Promise<number> {
  let erased = 0;
  for (const { name } of await partitionsOf(database, "messages")) {
    for (let count = mostMessages; count === mostMessages; erased += count) {
      signal.throwIfAborted();
      count = await eraseSome(database, name, person);
    }
  }
  return erased;
}

/**
 * In one snapshot a message is in the queue, under a mark, or out of our hands. Of the month alone:
 * row locks and pruning in one statement do not go together.
 */
async function eraseSome(
  { orm }: Pick<Database, "orm">,
  month: string,
  { organizationId, phone, form }: Person,
): Promise<number> {
  const name = sql.identifier(month);
  const [row] = await orm.execute<{ count: number }>(sql`
    with due as materialized (
      select ctid as place from ${name} m
      where organization_id = ${organizationId}::uuid and recipient = ${phone}
        and (status not in ('QUEUED', 'SUBMITTED') or not (
          exists (select from message_queue q
            where q.organization_id = m.organization_id and m.id = any(q.message_ids))
          or exists (select from message_dispatches d
            where d.organization_id = m.organization_id and m.id = any(d.message_ids))))
      limit ${mostMessages}
    ), erased as (
      update ${name} set recipient = ${form}, body = null, sealed = null,
        options = nullif(options - '{metadata,callbackUrl}'::text[], '{}'::jsonb)
      where ctid = any(array(select place from due)) and recipient = ${phone}
      returning id
    ), unreadable as (
      delete from message_keys where organization_id = ${organizationId}::uuid
        and message_id in (select id from erased)
    )
    select count(*)::int as count from erased`);
  return row?.count ?? 0;
}
