import type { GatewayContext } from "../context.ts";
import type { NewMessage } from "../ledger/accept.ts";
import { priced, termsOf } from "../money/price.ts";
import { type GatewayRefusal, gatewayProblems, refused } from "../problems.ts";
import { checkCallbacks } from "../webhooks/callbacks.ts";
import { checkMessage, fingerprintOf } from "./check.ts";
import { writeMessages } from "./compose.ts";
import type { BatchBody, BatchReply } from "./schemas.ts";
import { findOptedOut, toResult } from "./send.ts";

/**
 * Takes messages in, each for itself: one that is refused keeps no other from being sent. What is
 * accepted is stored before this resolves.
 *
 * @param key makes the whole request repeatable: each message then has a key of its own
 * @param keyId of the API key that sends them, for budgets of keys
 */
export async function sendBatch(
  context: GatewayContext,
  organizationId: string,
  { messages }: BatchBody,
  key?: string,
  keyId?: string,
): Promise<BatchReply> {
  const terms = await termsOf(context, organizationId);
  const { routing } = terms;
  const now = context.clock.now();
  const fingerprint = key === undefined ? undefined : fingerprintOf(messages);
  const written = await writeMessages(context, organizationId, messages);
  const check = (index: number) => {
    const message = written[index];
    if (message === undefined) throw new Error("Fewer messages were written");
    if (!message.ok) return message;
    const checked = checkMessage(message.value, { id: context.newId(), routing, bulk: true, now });
    return checked.ok ? priced({ ...checked.value, keyId }, terms, now) : checked;
  };
  const checked = messages.map(({ idempotencyKey, ...input }, index) => ({
    result: check(index),
    own:
      idempotencyKey === undefined
        ? undefined
        : { key: idempotencyKey, fingerprint: fingerprintOf(input) },
  }));
  const valid = checked.flatMap(({ result }) => (result.ok ? [result.value] : []));
  const uncallable = await checkCallbacks(context, organizationId, messages);
  const optedOut = new Set(await findOptedOut(context, organizationId, valid));

  const reply: BatchReply = { accepted: [], rejected: [] };
  const reject = (index: number, refusal: GatewayRefusal) =>
    reply.rejected.push({ index, ...toRejection(refusal) });
  const taken: { readonly index: number; readonly message: NewMessage }[] = [];
  for (const [index, { result, own }] of checked.entries()) {
    const refusal = uncallable[index];
    if (!result.ok) reject(index, result.error);
    else if (refusal !== undefined) reject(index, refusal);
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
    const result = await toResult(context, message, stored);
    if (result.ok) reply.accepted.push({ index, ...result.value.message });
    else reject(index, result.error);
  }
  reply.rejected.sort((a, b) => a.index - b.index);
  return reply;
}

/** A refusal as a batch tells it. */
export const toRejection = ({ code, path, detail }: GatewayRefusal) => ({
  code,
  ...(path !== undefined && { path }),
  message: detail ?? gatewayProblems[code].title,
});
