import { sql } from "drizzle-orm";
import { periodOf } from "../analytics/period.ts";
import type { GatewayContext } from "../context.ts";
import { done, type GatewayResult } from "../problems.ts";
import type { UsageQuery, UsageReply } from "./schemas.ts";

type Row = UsageReply["lines"][number] & Record<string, unknown>;

/** What an organization sent, and what it cost. Reads the totals of analytics, never a message. */
export async function readUsage(
  { database, clock }: Pick<GatewayContext, "database" | "clock">,
  organizationId: string,
  query: UsageQuery,
): Promise<GatewayResult<UsageReply>> {
  const days = periodOf(query, clock.now());
  if (!days.ok) return days;
  const from = days.value[0];
  const to = days.value.at(-1) ?? from;
  const format = query.by === "month" ? "YYYY-MM" : "YYYY-MM-DD";
  const lines = await database.orm.execute<Row>(sql`
    select to_char(day, ${format}) as period, account as provider, category, currency,
      sum(messages)::float8 as messages, sum(segments)::float8 as segments,
      trim_scale(sum(price))::text as amount
    from message_totals
    where organization_id = ${organizationId}::uuid and day between ${from}::date and ${to}::date
      and sent and messages > 0
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`);
  const [counted] = await database.orm.execute<{ at: Date | null }>(sql`
    select caught_up_at as at from roll_ups where name = 'messages'`);
  return done({
    period: { from, to },
    countedAt: counted?.at?.toISOString() ?? null,
    lines: [...lines],
  });
}
