import { fromPublicId } from "@nx/core";
import type { GatewayResult, Sent, SentBy } from "@nx/gateway";
import { sql } from "drizzle-orm";
import type { OutreachContext } from "../context.ts";
import { type OutreachResult, refused } from "../problems.ts";
import { conversationPrefix } from "./conversation-rows.ts";
import type { ConversationReply } from "./schemas.ts";
import { sendFrom } from "./send-from.ts";

/**
 * Answers from the number that was written to. What was there before is read by then. Refused as any
 * message is, or where no account can send from that number.
 */
export async function replyTo(
  { database: { orm }, gateway }: Pick<OutreachContext, "database" | "gateway">,
  organizationId: string,
  publicId: string,
  { body, idempotencyKey }: ConversationReply,
  by?: SentBy,
): Promise<OutreachResult<Sent> | GatewayResult<Sent>> {
  const id = fromPublicId(conversationPrefix, publicId);
  if (id === undefined) return refused("conversation_not_found");
  const key = sql`organization_id = ${organizationId}::uuid and id = ${id}::uuid`;
  const [conversation] = await orm.execute<{ phone: string; number: string; account: string }>(
    sql`select phone, number, account from conversations where ${key}`,
  );
  if (conversation === undefined) return refused("conversation_not_found");
  const own = idempotencyKey === undefined ? {} : { idempotencyKey: `${id}:${idempotencyKey}` };
  const message = { to: conversation.phone, body, ...own };
  const sent = await sendFrom(gateway, organizationId, conversation, message, by);
  if (!sent.ok)
    return sent.error.code === "no_route" || sent.error.code === "sms_not_configured"
      ? refused("cannot_reply")
      : sent;
  const last = fromPublicId("msg", sent.value.message.id);
  await orm.execute(sql`
    update conversations set unread = 0, last_message_id = greatest(last_message_id, ${last}::uuid)
    where ${key}`);
  return sent;
}
