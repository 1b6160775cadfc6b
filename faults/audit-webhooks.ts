import { type Database, toPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { Receiver } from "./receiver.ts";

/** How what a receiver was told differs from what happened. */
export interface Untold {
  /** Events that it was not told of. */
  readonly lost: number;
  /** Ids that stand for nothing that happened, or for what has another id already. */
  readonly invented: number;
}

interface Happened extends Record<string, unknown> {
  /** Of ids that are UUIDs; null: the id is the one outside. */
  readonly prefix: string | null;
  readonly id: string;
  readonly type: string;
  readonly n: number;
}

/** All that is told of a message; its other events are ours. */
const states = ["QUEUED", "SUBMITTED", "SENT", "DELIVERED"];
const failures = ["FAILED", "REJECTED", "EXPIRED", "CANCELLED"];

/**
 * Compares what happened to messages, budgets and campaigns with what was told of it: as many ids for
 * each kind. With `types`, those alone.
 */
export async function auditWebhooks(
  { orm }: Pick<Database, "orm">,
  { events }: Pick<Receiver, "events">,
  types?: readonly string[],
): Promise<Untold> {
  // What was told by now happened before; what happens after this may be told meanwhile.
  const heardOf = [...events.values()];
  const isTold = types === undefined ? sql`true` : sql`type = any(${sql.param(types)}::text[])`;
  const rows = await orm.execute<Happened>(sql`
    select * from (
      select 'msg' as prefix, message_id::text as id, 'message.' || lower(type) as type,
        count(*)::int as n
      from told_events where type = any(${sql.param([...states, ...failures])}::text[])
      group by 2, 3
      union all
      select 'bud', budget_id::text, type, count(*)::int from budget_events group by 2, 3
      union all
      select null, data->>'id', type, count(*)::int from webhook_events group by 2, 3) happened
    where ${isTold}`);
  const told = new Map<string, number>();
  for (const { about: id, type } of heardOf) {
    const about = `${id} ${type}`;
    told.set(about, (told.get(about) ?? 0) + 1);
  }
  let [lost, invented] = [0, 0];
  for (const { prefix, id, type, n } of rows) {
    const about = `${prefix === null ? id : toPublicId(prefix, id)} ${type}`;
    const heard = told.get(about) ?? 0;
    lost += Math.max(0, n - heard);
    invented += Math.max(0, heard - n);
    told.delete(about);
  }
  return { lost, invented: [...told.values()].reduce((sum, n) => sum + n, invented) };
}
