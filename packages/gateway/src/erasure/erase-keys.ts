import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { uuidAt } from "../ledger/partitions.ts";
import { keptKeyDays } from "../retention/forget.ts";
import type { Person } from "./person.ts";

/** Keys that one statement looks at, and messages that it looks for. */
const mostKeys = 20_000;
const mostMessages = 1000;

const dayMs = 86_400_000;

/**
 * Forgets the idempotency keys of a person's messages: a key may hold the number, and its fingerprint
 * is a plain hash over the request. No index leads to them, so all keys of the organization, which
 * are of the last month, are gone through.
 */
export async function eraseKeys(
  { orm }: Pick<Database, "orm">,
  { organizationId, form }: Person,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  let after = uuidAt(new Date(now.getTime() - (keptKeyDays + 1) * dayMs));
  for (;;) {
    const rows = await orm.execute<{ id: string }>(sql`
      select id from messages
      where organization_id = ${organizationId}::uuid and recipient = ${form}
        and id > ${after}::uuid
      order by id limit ${mostMessages}`);
    const ids = [...rows].map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) return;
    await eraseKeysOf(orm, organizationId, ids, signal);
    after = last;
  }
}

/** The last key that was looked at. */
interface Place {
  readonly route: string;
  readonly key: string;
}

async function eraseKeysOf(
  orm: Database["orm"],
  organizationId: string,
  messageIds: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  let after: Place | null = { route: "", key: "" };
  while (after !== null) {
    signal.throwIfAborted();
    const [row]: { last: Place | null }[] = await orm.execute<{ last: Place | null }>(sql`
      with slice as materialized (
        select route, key, message_ids from idempotency_keys
        where organization_id = ${organizationId}::uuid
          and (route, key) > (${after.route}, ${after.key})
        order by route, key limit ${mostKeys}
      ), gone as (
        delete from idempotency_keys k using slice s
        where k.organization_id = ${organizationId}::uuid and k.route = s.route and k.key = s.key
          and s.message_ids && ${sql.param(messageIds)}::uuid[])
      select (select json_build_object('route', route, 'key', key) from slice
        order by route desc, key desc limit 1) as last`);
    after = row?.last ?? null;
  }
}
