import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import type { Person } from "./person.ts";

/** Messages of one statement. */
const mostMessages = 1000;

/** Erases the person from what they sent to us. Resolves to how many messages that were. */
export async function eraseInbound(
  { orm }: Pick<Database, "orm">,
  { organizationId, phone, form }: Person,
  signal: AbortSignal,
): Promise<number> {
  for (let erased = 0; ; ) {
    signal.throwIfAborted();
    // An id that we made is a plain hash over number and text: somebody could try all numbers.
    const [row] = await orm.execute<{ count: number }>(sql`
      with erased as (
        update inbound_messages set sender = ${form}, body = null,
          external_id = case when starts_with(external_id, 'sha256:') then 'erased:' || id
            else external_id end
        where ctid = any(array(
          select ctid from inbound_messages
          where organization_id = ${organizationId}::uuid and sender = ${phone}
          limit ${mostMessages})) and sender = ${phone}
        returning 1)
      select count(*)::int as count from erased`);
    const count = row?.count ?? 0;
    erased += count;
    if (count < mostMessages) return erased;
  }
}
