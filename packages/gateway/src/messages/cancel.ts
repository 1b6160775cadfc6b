import { fromPublicId } from "@nx/core";
import type { GatewayContext } from "../context.ts";
import { cancelMessages } from "../ledger/cancel.ts";
import type { GatewayResult } from "../problems.ts";
import { refused } from "../problems.ts";
import { readMessage } from "./read.ts";
import type { MessageDetail } from "./schemas.ts";
import { messagePrefix } from "./send.ts";

/** Ends a message that has surely not left. */
export async function cancelMessage(
  context: Pick<GatewayContext, "database">,
  organizationId: string,
  publicId: string,
): Promise<GatewayResult<MessageDetail>> {
  const id = fromPublicId(messagePrefix, publicId);
  const cancelled =
    id === undefined ? [] : await cancelMessages(context.database, organizationId, [id]);
  const message = await readMessage(context, organizationId, publicId);
  if (!message.ok || cancelled.length > 0 || message.value.status === "CANCELLED") return message;
  return refused("not_cancellable");
}
