import { expireExpectations } from "../expectations/expire.ts";
import { takeAnswers } from "../expectations/take-answers.ts";
import { autoReply } from "./auto-reply.ts";
import type { InboxContext } from "./context.ts";
import { followSent } from "./follow-sent.ts";
import { moveConversations } from "./move-conversations.ts";
import { readPlace } from "./place.ts";

/** Inbound messages that are read at a time. */
const pageSize = 200;

/**
 * Reads what has come since the last time: answers are counted, rules answer the rest, conversations
 * move. A process that dies in between, or another one that does the same, changes nothing twice: the
 * place is moved last, and all before it may be repeated. Resolves to 0 when there was nothing.
 */
export async function stepInbox(context: InboxContext): Promise<number> {
  const { database, gateway, newId } = context;
  const since = await readPlace(database);
  const page = await gateway.readInbound(since, pageSize);
  if (page.messages.length > 0) {
    const answers = await takeAnswers(context, page.messages);
    await autoReply(
      context,
      page.messages.filter(({ id }) => !answers.has(id)),
    );
  }
  if (page.next > since) await moveConversations(database, since, page, newId);
  if (page.readUntil !== undefined) await expireExpectations(context, page.readUntil);
  return page.next - since + (await followSent(context));
}
