import { fromPublicId, toPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import {
  type ConversationRow,
  conversationColumns,
  labelPrefix,
  toConversations,
} from "./conversation-rows.ts";
import type { ConversationPage, ConversationQuery } from "./schemas.ts";

const defaultLimit = 50;

/**
 * One page of an organization's conversations, the one with the newest message first. The cursor is
 * the last message of a page: what moves meanwhile moves to the first page.
 */
export async function listConversations(
  context: Pick<OutreachContext, "database" | "gateway">,
  organizationId: string,
  query: ConversationQuery,
): Promise<ConversationPage> {
  const limit = query.limit ?? defaultLimit;
  const rows = await context.database.orm.execute<ConversationRow>(sql`
    select ${conversationColumns} from conversations c
    where ${sql.join(conditions(organizationId, query), sql` and `)}
    order by c.last_message_id desc, c.id desc limit ${limit + 1}`);
  const page = [...rows].slice(0, limit);
  const hasMore = rows.length > limit;
  const last = page.at(-1);
  return {
    data: await toConversations(context, organizationId, page),
    ...(hasMore && last && { nextCursor: toPublicId("msg", last.last_message_id) }),
    hasMore,
  };
}

const conditions = (
  organizationId: string,
  { unread, assignee, label, status, phone, cursor }: ConversationQuery,
): SQL[] => [
  sql`c.organization_id = ${organizationId}::uuid`,
  ...(unread === undefined ? [] : [sql`(c.unread > 0) = ${unread}`]),
  ...(assignee === undefined
    ? []
    : [assignee === "none" ? sql`c.assignee is null` : sql`c.assignee = ${assignee}`]),
  ...(status === undefined ? [] : [sql`c.status = ${status}`]),
  ...(phone === undefined ? [] : [sql`position(${searched(phone)} in upper(c.phone)) > 0`]),
  ...(label === undefined ? [] : [hasLabel(label)]),
  ...(cursor === undefined ? [] : [comesAfter(cursor)]),
];

/** Spaces, dashes and the zero of national numbers are how people write, and no part of a number. */
const searched = (phone: string): string =>
  phone
    .replace(/[\s().-]/g, "")
    .replace(/^0(?=\d)/, "")
    .toUpperCase();

const hasLabel = (label: string): SQL => {
  const id = fromPublicId(labelPrefix, label);
  if (id === undefined) return sql`false`;
  return sql`exists (select from conversation_labels l
    where l.organization_id = c.organization_id and l.conversation_id = c.id
      and l.label_id = ${id}::uuid)`;
};

/** A cursor that is none has nothing after it. */
const comesAfter = (cursor: string): SQL => {
  const id = fromPublicId("msg", cursor);
  return id === undefined ? sql`false` : sql`c.last_message_id < ${id}::uuid`;
};
