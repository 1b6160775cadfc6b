import { toPublicId } from "@nx/core";
import type { MessageView } from "@nx/gateway";
import { type SQL, sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import type { Conversation } from "./schemas.ts";

/** Prefixes of ids outside. */
export const conversationPrefix = "cnv";
export const labelPrefix = "lbl";

/** A row as the views are made of. */
export interface ConversationRow extends Record<string, unknown> {
  readonly id: string;
  readonly phone: string;
  readonly number: string;
  readonly account: string;
  readonly status: Conversation["status"];
  readonly unread: number;
  readonly assignee: string | null;
  readonly labels: string[];
  readonly last_message_id: string;
  readonly created_at: Date;
}

/** Columns of {@link ConversationRow} of a conversation `c`. */
export const conversationColumns: SQL = sql`c.id, c.phone, c.number, c.account, c.status, c.unread,
  c.assignee, c.last_message_id, c.created_at, array(
    select l.label_id from conversation_labels l
    where l.organization_id = c.organization_id and l.conversation_id = c.id
    order by l.label_id) as labels`;

/** Rows as the API shows them, with the last messages that the ledger still has. */
export async function toConversations(
  { gateway }: Pick<OutreachContext, "gateway">,
  organizationId: string,
  rows: readonly ConversationRow[],
): Promise<Conversation[]> {
  const ids = rows.map((row) => toPublicId("msg", row.last_message_id));
  const messages = await gateway.readMany(organizationId, ids);
  const byId = new Map(messages.map((message) => [message.id, message]));
  return rows.map((row, n) => toConversation(row, byId.get(ids[n] ?? "")));
}

const toConversation = (row: ConversationRow, last: MessageView | undefined): Conversation => ({
  id: toPublicId(conversationPrefix, row.id),
  phone: row.phone,
  number: row.number,
  account: row.account,
  status: row.status,
  unread: row.unread,
  ...(row.assignee !== null && { assignee: row.assignee }),
  labels: row.labels.map((label) => toPublicId(labelPrefix, label)),
  ...(last && { lastMessage: last }),
  createdAt: row.created_at.toISOString(),
});
