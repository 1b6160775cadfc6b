import type { GatewayContext } from "../context.ts";
import type { NewMessage } from "../ledger/accept.ts";
import { type GatewayRefusal, type GatewayResult, gatewayProblems, refused } from "../problems.ts";
import { checkMessage, fingerprintOf } from "./check.ts";
import type { BatchBody, BatchReply } from "./schemas.ts";
import { findOptedOut, type Sent, settle } from "./send.ts";

/**
 * Takes messages in, each for itself: one that is refused keeps no other from being sent. What is
 * accepted is stored before this resolves.
 *
 * @param key makes the whole request repeatable: each message then has a key of its own
 */
export async function sendBatch(
  context: GatewayContext,
  organizationId: string,
  { messages }: BatchBody,
  key?: string,
): Promise<BatchReply> {
  const routing = context.routing();
  const now = context.clock.now();
  const fingerprint = key === undefined ? undefined : fingerprintOf(messages);
  const checked = messages.map(({ idempotencyKey, ...input }) => ({
    result: checkMessage(input, { id: context.newId(), routing, bulk: true, now }),
    own: idempotencyKey && { key: idempotencyKey, fingerprint: fingerprintOf(input) },
  }));
  const valid = checked.flatMap(({ result }) => (result.ok ? [result.value] : []));
  const optedOut = new Set(await findOptedOut(context, organizationId, valid));

  const settled = await Promise.all(
    checked.map(async ({ result, own }, index): Promise<GatewayResult<Sent>> => {
      if (!result.ok) return result;
      const { category, recipient } = result.value;
      if (category === "promotional" && optedOut.has(recipient))
        return refused("opted_out", { path: "/to" });
      const idempotency = own
        ? { route: "messages", ...own }
        : fingerprint && { route: "batch", key: `${key}:${index}`, fingerprint };
      const message: NewMessage = {
        ...result.value,
        organizationId,
        ...(idempotency && { idempotency }),
      };
      return settle(context, message, await context.accept(message));
    }),
  );
  const reply: BatchReply = { accepted: [], rejected: [] };
  for (const [index, result] of settled.entries()) {
    if (result.ok) reply.accepted.push({ index, ...result.value.message });
    else reply.rejected.push({ index, ...toRejection(result.error) });
  }
  return reply;
}

const toRejection = ({ code, path, detail }: GatewayRefusal) => ({
  code,
  ...(path !== undefined && { path }),
  message: detail ?? gatewayProblems[code].title,
});
