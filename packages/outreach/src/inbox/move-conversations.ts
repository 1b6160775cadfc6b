import type { Database } from "@nx/core";
import type { ReceivedMessage, ReceivedPage } from "@nx/gateway";
import { sql } from "drizzle-orm";

/** What a page adds to one conversation. */
interface Said {
  readonly o: string;
  readonly phone: string;
  readonly number: string;
  /** Id of the conversation if it is made now. */
  readonly made: string;
  account: string;
  /** Newest message. */
  last: string;
  at: Date;
  n: number;
}

/**
 * Adds a page to the conversations and moves the place past it, in one statement and only by the first
 * who finds the place where the page was read: so each message counts once. Who writes opens a closed
 * conversation again.
 */
export async function moveConversations(
  { orm }: Pick<Database, "orm">,
  since: number,
  { messages, next }: ReceivedPage,
  newId: () => string,
): Promise<void> {
  await orm.execute(sql`
    with place as (
      update inbox_places set position = ${next}::bigint
      where name = 'inbound' and position = ${since}::bigint returning position
    ), said as materialized (
      select said.* from json_to_recordset(${JSON.stringify(together(messages, newId))}::json)
        as said(o uuid, phone text, number text, made uuid, account text, last uuid, at timestamptz,
          n int)
      where exists (select from place)
    ), followed as (
      insert into inbox_outbound_places (organization_id, position)
      select distinct o, ${next}::bigint from said
      on conflict do nothing
    )
    insert into conversations as c (organization_id, id, phone, number, account, status, unread,
      last_message_id, created_at)
    select o, made, phone, number, account, 'open', n, last, at from said
    on conflict (organization_id, phone, number) do update set
      account = excluded.account, status = 'open', unread = c.unread + excluded.unread,
      last_message_id = greatest(c.last_message_id, excluded.last_message_id)`);
}

function together(messages: readonly ReceivedMessage[], newId: () => string): Said[] {
  const said = new Map<string, Said>();
  for (const { organizationId: o, id, from: phone, to: number, account, receivedAt } of messages) {
    const key = JSON.stringify([o, phone, number]);
    const one = said.get(key);
    if (one === undefined)
      said.set(key, { o, phone, number, made: newId(), account, last: id, at: receivedAt, n: 1 });
    else {
      one.n += 1;
      one.account = account;
      if (id > one.last) one.last = id;
    }
  }
  return [...said.values()];
}
