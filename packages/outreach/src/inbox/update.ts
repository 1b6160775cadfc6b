import { fromPublicId } from "@nx/core";
import { type SQL, sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { type OutreachResult, refused } from "../problems.ts";
import { conversationPrefix, labelPrefix } from "./conversation-rows.ts";
import { readConversation } from "./read.ts";
import type { Conversation, ConversationPatch } from "./schemas.ts";

/** Closes, opens, assigns, labels a conversation, or says what of it was read. */
export async function updateConversation(
  context: Pick<OutreachContext, "database" | "gateway">,
  organizationId: string,
  publicId: string,
  { status, read, assignee, labels }: ConversationPatch,
): Promise<OutreachResult<Conversation>> {
  const id = fromPublicId(conversationPrefix, publicId);
  if (id === undefined) return refused("conversation_not_found");
  const changes = [
    ...(status === undefined ? [] : [sql`status = ${status}`]),
    ...(read === undefined ? [] : [read ? sql`unread = 0` : sql`unread = greatest(unread, 1)`]),
    ...(assignee === undefined ? [] : [sql`assignee = ${assignee}`]),
  ];
  const wanted = [...new Set(labels)].map((label) => fromPublicId(labelPrefix, label));
  const known = wanted.filter((label) => label !== undefined);
  if (known.length < wanted.length) return refused("label_not_found", { path: "/labels" });
  const refusal = await context.database.transaction(async (tx) => {
    // Locked, so that two who label it at once do not mix their labels.
    const [found] = await tx.execute<{ known: number }>(sql`
      select (select count(*)::int from inbox_labels
        where organization_id = ${organizationId}::uuid and id = any(${sql.param(known)}::uuid[])
      ) as known
      from conversations c
      where c.organization_id = ${organizationId}::uuid and c.id = ${id}::uuid for update`);
    if (found === undefined) return refused("conversation_not_found");
    if (found.known < known.length) return refused("label_not_found", { path: "/labels" });
    if (changes.length > 0)
      await tx.execute(sql`update conversations set ${sql.join(changes, sql`, `)}
        where organization_id = ${organizationId}::uuid and id = ${id}::uuid`);
    if (labels !== undefined)
      for (const statement of replaceLabels(organizationId, id, known)) await tx.execute(statement);
    return undefined;
  });
  return refusal ?? readConversation(context, organizationId, publicId);
}

const replaceLabels = (
  organizationId: string,
  id: string,
  labels: readonly string[],
): readonly SQL[] => [
  sql`delete from conversation_labels
    where organization_id = ${organizationId}::uuid and conversation_id = ${id}::uuid
      and not label_id = any(${sql.param(labels)}::uuid[])`,
  sql`insert into conversation_labels (organization_id, conversation_id, label_id)
    select ${organizationId}::uuid, ${id}::uuid, label
    from unnest(${sql.param(labels)}::uuid[]) as label
    on conflict do nothing`,
];
