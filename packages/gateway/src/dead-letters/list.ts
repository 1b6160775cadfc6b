import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { messagePrefix } from "../messages/send.ts";
import type { DeadLetter, DeadLetterPage, DeadLetterQuery } from "./schemas.ts";

const defaultLimit = 50;

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly reason: string;
  readonly died_at: Date;
  readonly recipient: string;
  readonly category: DeadLetter["category"];
  readonly account: string | null;
  readonly redriven_as: string | null;
}

/** One page of an organization's dead letters, the last one that failed first. */
export async function listDeadLetters(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  query: DeadLetterQuery,
): Promise<DeadLetterPage> {
  const limit = query.limit ?? defaultLimit;
  const rows = await database.orm.execute<Row>(sql`
    select d.message_id as id, d.reason, d.died_at, m.recipient, m.category, m.account,
      d.redriven_as
    from dead_letters d cross join lateral (
      select recipient, category, account from messages
      where organization_id = d.organization_id and id = d.message_id limit 1) m
    where ${lettersOf(organizationId, query)}
    order by d.died_at desc, d.message_id desc limit ${limit + 1}`);
  const page = [...rows].slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return {
    data: page.map(toView),
    ...(hasMore && last && { nextCursor: toPublicId(messagePrefix, last.id) }),
    hasMore,
  };
}

/** The condition on `dead_letters d` that a query stands for. */
export const lettersOf = (
  organizationId: string,
  { reason, from, to, cursor }: Omit<DeadLetterQuery, "limit">,
): SQL =>
  sql.join(
    [
      sql`d.organization_id = ${organizationId}::uuid`,
      ...(reason === undefined ? [] : [sql`d.reason = ${reason}`]),
      ...(from === undefined ? [] : [sql`d.died_at >= ${new Date(from)}::timestamptz`]),
      ...(to === undefined ? [] : [sql`d.died_at < ${new Date(to)}::timestamptz`]),
      ...(cursor === undefined ? [] : [comesAfter(organizationId, cursor)]),
    ],
    sql` and `,
  );

/** A cursor is the last message of a page. One that is none of ours has nothing after it. */
const comesAfter = (organizationId: string, cursor: string): SQL => {
  const id = fromPublicId(messagePrefix, cursor);
  if (id === undefined) return sql`false`;
  return sql`(d.died_at, d.message_id) < (
    select died_at, message_id from dead_letters
    where organization_id = ${organizationId}::uuid and message_id = ${id}::uuid)`;
};

const toView = (row: Row): DeadLetter => ({
  id: toPublicId(messagePrefix, row.id),
  reason: row.reason,
  diedAt: row.died_at.toISOString(),
  to: row.recipient,
  category: row.category,
  ...(row.account !== null && { provider: row.account }),
  ...(row.redriven_as !== null && { redrivenAs: toPublicId(messagePrefix, row.redriven_as) }),
});
