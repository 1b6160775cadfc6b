import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";

/** Organizations for which one statement reads. */
const mostPlaces = 50;

/**
 * Moves conversations by what was sent to their phones, whoever sent it: from the number of the
 * conversation, or without a sender, which moves the newest one of the phone. What is sent makes no
 * conversation, only what people write does. Resolves to 0 when there was nothing.
 */
export async function followSent({
  database: { orm },
  gateway,
}: Pick<OutreachContext, "database" | "gateway">): Promise<number> {
  const places = await orm.execute<{ organizationId: string; since: number }>(sql`
    select organization_id as "organizationId", position::float8 as since
    from inbox_outbound_places order by organization_id`);
  let moves = 0;
  for (let from = 0; from < places.length; from += mostPlaces) {
    const some = places.slice(from, from + mostPlaces);
    const pages = await gateway.readMessageEvents(some, ["QUEUED"]);
    const moved = pages.flatMap(({ next }, n) => {
      const place = some[n];
      return place && next > place.since ? [{ o: place.organizationId, next }] : [];
    });
    if (moved.length === 0) continue;
    const sent = pages.flatMap(({ items }) =>
      items.map(({ organizationId: o, id, to, from: number }) => ({ o, id, to, number })),
    );
    // Whoever does it twice finds everything further on already.
    await orm.execute(sql`
      with sent as materialized (
        select * from json_to_recordset(${JSON.stringify(sent)}::json)
          as sent(o uuid, id uuid, "to" text, number text)
      ), newest as materialized (
        select sent.o, c.id as conversation, (array_agg(sent.id order by sent.id desc))[1] as last
        from sent cross join lateral (
          select id from conversations
          where organization_id = sent.o and phone = sent."to"
            and (sent.number is null or number = sent.number)
          order by last_message_id desc limit 1) c
        group by sent.o, c.id
      ), shown as (
        update conversations c set last_message_id = newest.last from newest
        where c.organization_id = newest.o and c.id = newest.conversation
          and c.last_message_id < newest.last
      )
      update inbox_outbound_places p set position = moved.next
      from json_to_recordset(${JSON.stringify(moved)}::json) as moved(o uuid, next bigint)
      where p.organization_id = moved.o and p.position < moved.next`);
    moves += moved.length;
  }
  return moves;
}
