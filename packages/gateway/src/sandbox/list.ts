import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import { parsePhone } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import { messagePrefix } from "../messages/send.ts";
import { keptMinutes } from "./forget.ts";
import type { SandboxMessage, SandboxPage, SandboxQuery } from "./schemas.ts";

const defaultLimit = 50;
/** Of arrivals, which only cursors name. */
const cursorPrefix = "sbx";

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly message_id: string;
  readonly recipient: string;
  readonly sender: string | null;
  readonly body: string;
  readonly category: SandboxMessage["category"];
  readonly received_at: Date;
}

/** One page of what a test twin sent in the last hour, newest first. */
export async function listSandboxMessages(
  { database }: Pick<GatewayContext, "database">,
  organizationId: string,
  query: SandboxQuery,
): Promise<SandboxPage> {
  const limit = query.limit ?? defaultLimit;
  const rows = await database.orm.execute<Row>(sql`
    select id, message_id, recipient, sender, body, category, received_at from sandbox_messages
    where ${conditionOf(organizationId, query)} order by id desc limit ${limit + 1}`);
  const page = [...rows].slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit;
  return {
    data: page.map(toView),
    ...(hasMore && last && { nextCursor: toPublicId(cursorPrefix, last.id) }),
    hasMore,
  };
}

const conditionOf = (organizationId: string, { phone, cursor }: SandboxQuery): SQL =>
  sql.join(
    [
      sql`organization_id = ${organizationId}::uuid`,
      sql`received_at > now() - ${keptMinutes} * interval '1 minute'`,
      ...(phone === undefined ? [] : [sql`recipient = ${phoneOf(phone)}`]),
      ...(cursor === undefined ? [] : [comesAfter(cursor)]),
    ],
    sql` and `,
  );

/** A `+` that nobody encoded reaches us as a space. */
const phoneOf = (text: string): string => {
  const phone = parsePhone(text.replace(/^ /, "+"));
  return phone.ok ? phone.e164 : text;
};

/** A cursor that is none of ours has nothing after it. */
const comesAfter = (cursor: string): SQL => {
  const id = fromPublicId(cursorPrefix, cursor);
  return id === undefined ? sql`false` : sql`id < ${id}::uuid`;
};

const toView = (row: Row): SandboxMessage => ({
  id: toPublicId(messagePrefix, row.message_id),
  to: row.recipient,
  ...(row.sender !== null && { from: row.sender }),
  text: row.body,
  category: row.category,
  receivedAt: row.received_at.toISOString(),
});
