import type { Database } from "@nx/core";
import { sql } from "drizzle-orm";
import { rejected, type SmsCategory, unknown } from "mq-sms";
import { attemptToken } from "../dispatch/attempt-token.ts";
import { nowhere } from "../dispatch/plan-chunk.ts";
import type { Lane } from "./accept.ts";
import { decide } from "./decide.ts";
import { type AttemptResult, recordResults } from "./record.ts";

/** What is known of a message whose worker went silent after marking it. */
interface Orphan {
  readonly organizationId: string;
  readonly dispatchId: string;
  readonly lane: Lane;
  readonly account: string;
  readonly messageId: string;
  readonly category: SmsCategory;
  readonly attempts: number;
  readonly outcome: "unknown" | null;
  readonly secondsLeft: number;
}

/** Messages of one pass. */
const mostOrphans = 1000;

/**
 * Takes over what silent workers had marked: it may have been sent, so its outcome is unknown, and
 * it is treated as any other unknown outcome. Resolves to how many messages that were. Any number of
 * processes may do it at once, because whoever takes a message out of its mark owns its result.
 */
export async function reapDispatches(
  database: Pick<Database, "orm">,
  { newId, random }: { readonly newId: () => string; readonly random: () => number },
): Promise<number> {
  const orphans = await database.orm.execute<{ [Key in keyof Orphan]: Orphan[Key] }>(sql`
    select d.organization_id as "organizationId", d.id as "dispatchId", d.lane, d.account,
      m.id as "messageId", m.category, m.attempts, m.outcome,
      extract(epoch from m.valid_until - now())::float8 as "secondsLeft"
    from message_dispatches d cross join unnest(d.message_ids) as member(id) cross join lateral (
      select * from messages
      where organization_id = d.organization_id and id = member.id limit 1) m
    where d.lease_until < now() limit ${mostOrphans}`);
  if (orphans.length === 0) return 0;
  const results = [...orphans].map((orphan) => toResult(orphan, random()));
  const { late } = await recordResults(database, results, newId);
  return results.length - late.length;
}

function toResult(orphan: Orphan, random: number): AttemptResult {
  const { organizationId, dispatchId, messageId, account, lane, category, secondsLeft } = orphan;
  const attempt = orphan.attempts + 1;
  // Nothing was to be sent there at all.
  const outcome =
    account === nowhere ? rejected("ledger", "cancelled") : unknown("ledger", "connection_lost");
  return {
    organizationId,
    dispatchId,
    messageId,
    account,
    attempt,
    names: outcome.kind === "unknown" ? [attemptToken(messageId, attempt)] : [],
    tookMs: 0,
    ...decide({
      category,
      lane,
      attempt,
      outcome,
      alternative: false,
      secondsLeft,
      unknownBefore: orphan.outcome === "unknown",
      random,
    }),
  };
}
