import { fromPublicId } from "@nx/core";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";
import { type GatewayResult, refused } from "../problems.ts";
import { readMessage } from "./read.ts";
import { messagePrefix, type Sent, sendMessage } from "./send.ts";

/**
 * Sends a message that ended without delivery once more, as a new message that names the old one:
 * history is not rewritten. Asked twice, it answers with the same new message.
 */
export async function redriveMessage(
  context: GatewayContext,
  organizationId: string,
  publicId: string,
): Promise<GatewayResult<Sent>> {
  const found = await readMessage(context, organizationId, publicId);
  if (!found.ok) return found;
  const { status, body, category, to, from, metadata } = found.value;
  const isOver = status === "FAILED" || status === "REJECTED" || status === "EXPIRED";
  // The text of a one-time code is gone with its key, and so is its use.
  if (!isOver || body === null) return refused("not_retryable");
  const again = {
    to,
    body,
    ...(category && { category }),
    ...(from !== undefined && { from }),
    ...(metadata && { metadata }),
    idempotencyKey: `redrive:${publicId}`,
  };
  const sent = await sendMessage(context, organizationId, again, { redriveOf: publicId });
  if (sent.ok) {
    const as = fromPublicId(messagePrefix, sent.value.message.id);
    const id = fromPublicId(messagePrefix, publicId);
    await context.database.orm.execute(sql`
      update dead_letters set redriven_as = ${as ?? null}::uuid
      where organization_id = ${organizationId}::uuid and message_id = ${id ?? null}::uuid`);
  }
  return sent;
}
