import { fromPublicId } from "@nx/core";
import type { MessageView } from "@nx/gateway";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { done, type OutreachResult, refused } from "../problems.ts";
import {
  type ConversationRow,
  conversationColumns,
  conversationPrefix,
  toConversations,
} from "./conversation-rows.ts";
import type { Conversation, Thread, ThreadQuery } from "./schemas.ts";

const defaultLimit = 50;

/** A conversation, and what was said to and by its phone, newest first. */
export async function readThread(
  context: Pick<OutreachContext, "database" | "gateway">,
  organizationId: string,
  publicId: string,
  { limit = defaultLimit, cursor }: ThreadQuery,
): Promise<OutreachResult<Thread>> {
  const found = await readConversation(context, organizationId, publicId);
  if (!found.ok) return found;
  const query = { phone: found.value.phone, limit, ...(cursor !== undefined && { cursor }) };
  // Each list ends at the same cursor, which is an id: what is newest of both comes next.
  const pages = await Promise.all([
    context.gateway.list(organizationId, { ...query, direction: "inbound" }),
    context.gateway.list(organizationId, { ...query, direction: "outbound" }),
  ]);
  const both = pages.flatMap(({ data }) => data).toSorted(newestFirst);
  const data = both.slice(0, limit);
  const hasMore = both.length > limit || pages.some((page) => page.hasMore);
  const last = data.at(-1);
  return done({
    ...found.value,
    messages: { data, ...(hasMore && last && { nextCursor: last.id }), hasMore },
  });
}

const newestFirst = (a: MessageView, b: MessageView): number => (a.id < b.id ? 1 : -1);

/** A conversation alone. */
export async function readConversation(
  context: Pick<OutreachContext, "database" | "gateway">,
  organizationId: string,
  publicId: string,
): Promise<OutreachResult<Conversation>> {
  const id = fromPublicId(conversationPrefix, publicId);
  if (id === undefined) return refused("conversation_not_found");
  const rows = await context.database.orm.execute<ConversationRow>(sql`
    select ${conversationColumns} from conversations c
    where c.organization_id = ${organizationId}::uuid and c.id = ${id}::uuid`);
  const [conversation] = await toConversations(context, organizationId, [...rows]);
  return conversation === undefined ? refused("conversation_not_found") : done(conversation);
}
