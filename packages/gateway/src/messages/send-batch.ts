import type { GatewayContext } from "../context.ts";
import type { NewMessage } from "../ledger/accept.ts";
import { done, type GatewayRefusal, gatewayProblems, refused } from "../problems.ts";
import { checkMessage, fingerprintOf } from "./check.ts";
import type { BatchBody, BatchReply } from "./schemas.ts";
import { findOptedOut, replay, toSent } from "./send.ts";

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
  const routing = context.routing(organizationId);
  const now = context.clock.now();
  const fingerprint = key === undefined ? undefined : fingerprintOf(messages);
  const checked = messages.map(({ idempotencyKey, ...input }) => ({
    result: checkMessage(input, { id: context.newId(), routing, bulk: true, now }),
    own:
      idempotencyKey === undefined
        ? undefined
        : { key: idempotencyKey, fingerprint: fingerprintOf(input) },
  }));
  const valid = checked.flatMap(({ result }) => (result.ok ? [result.value] : []));
  const optedOut = new Set(await findOptedOut(context, organizationId, valid));

  const reply: BatchReply = { accepted: [], rejected: [] };
  const reject = (index: number, refusal: GatewayRefusal) =>
    reply.rejected.push({ index, ...toRejection(refusal) });
  const taken: { readonly index: number; readonly message: NewMessage }[] = [];
  for (const [index, { result, own }] of checked.entries()) {
    if (!result.ok) reject(index, result.error);
    else if (result.value.category === "promotional" && optedOut.has(result.value.recipient))
      reject(index, refused("opted_out", { path: "/to" }).error);
    else {
      const idempotency = own
        ? { route: "messages", ...own }
        : fingerprint === undefined
          ? undefined
          : { route: "batch", key: `${key}:${index}`, fingerprint };
      taken.push({ index, message: { ...result.value, organizationId, idempotency } });
    }
  }
  const accepted = await context.accept(taken.map(({ message }) => message));
  for (const [n, { index, message }] of taken.entries()) {
    const stored = accepted[n];
    if (stored === undefined) throw new Error("The ledger answered for fewer messages");
    const result =
      stored.kind === "stored"
        ? done(toSent(context, message, stored.createdAt))
        : await replay(context, message);
    if (result.ok) reply.accepted.push({ index, ...result.value.message });
    else reject(index, result.error);
  }
  reply.rejected.sort((a, b) => a.index - b.index);
  return reply;
}

const toRejection = ({ code, path, detail }: GatewayRefusal) => ({
  code,
  ...(path !== undefined && { path }),
  message: detail ?? gatewayProblems[code].title,
});
