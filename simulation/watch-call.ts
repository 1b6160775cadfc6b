import { sql } from "drizzle-orm";
import type { Call } from "./provider.ts";
import type { World } from "./world.ts";

/** What is wrong with calling now: looked at in the ledger at the moment at which the call begins. */
export async function watchCall(
  { clock, database }: World,
  { account, messageId }: Call,
): Promise<readonly string[]> {
  const [found] = await clock.during(
    Promise.resolve(
      database.orm.execute<Record<"marks" | "places" | "refusals" | "lives", number>>(sql`
        select
          (select count(*)::int from message_dispatches
            where account = ${account} and ${messageId}::uuid = any(message_ids)) as marks,
          (select count(*)::int from message_queue
            where ${messageId}::uuid = any(message_ids)) as places,
          (select count(*)::int from messages m join opt_outs p
            on p.organization_id = m.organization_id and p.phone = m.recipient
            where m.id = ${messageId}::uuid and m.category = 'promotional'
              and p.opted_out_at < now()) as refusals,
          (select count(*)::int from messages
            where id = ${messageId}::uuid and valid_until > now()) as lives`),
    ),
  );
  return [
    ...(found?.marks === 1 ? [] : [`2: ${messageId} is sent under ${found?.marks} marks`]),
    ...(found?.places === 0 ? [] : [`7: ${messageId} is sent and waits in the queue`]),
    ...(found?.refusals === 0 ? [] : [`13: ${messageId} is sent to who opted out`]),
    ...(found?.lives === 1 ? [] : [`14: ${messageId} is sent after its time`]),
  ];
}
