import { findOptedOut } from "../consent/find-opted-out.ts";
import type { GatewayContext } from "../context.ts";
import type { NewMessage } from "../ledger/accept.ts";
import { priced, termsOf } from "../money/price.ts";
import { type GatewayRefusal, gatewayProblems, refused } from "../problems.ts";
import { atQuietHours } from "../quiet-hours/at-quiet-hours.ts";
import { checkCallbacks } from "../webhooks/callbacks.ts";
import { checkMessage, fingerprintOf } from "./check.ts";
import { writeMessages } from "./compose.ts";
import type { BatchBody, BatchReply } from "./schemas.ts";
import { toAccepted, toResult } from "./send.ts";
import { ownedBy, type SentBy } from "./sent-by.ts";

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
  by?: SentBy,
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
    return checked.ok ? priced(ownedBy(checked.value, by), terms, now) : checked;
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
  const optedOut = await findOptedOut(context, organizationId, valid);

  const reply: BatchReply = { accepted: [], rejected: [] };
  const reject = (index: number, refusal: GatewayRefusal) =>
    reply.rejected.push({ index, ...toRejection(refusal) });
  const acceptable: { readonly index: number; readonly message: NewMessage }[] = [];
  for (const [index, { result, own }] of checked.entries()) {
    const refusal = uncallable[index];
    if (!result.ok) reject(index, result.error);
    else if (refusal !== undefined) reject(index, refusal);
    else if (optedOut.has(result.value)) reject(index, refused("opted_out", { path: "/to" }).error);
    else {
      const idempotency = own
        ? { route: "messages", ...own }
        : fingerprint === undefined
          ? undefined
          : { route: "batch", key: `${key}:${index}`, fingerprint };
      acceptable.push({ index, message: { ...result.value, organizationId, idempotency } });
    }
  }
  const timed = await atQuietHours(
    context,
    organizationId,
    acceptable.map(({ message }) => message),
  );
  const taken: typeof acceptable = [];
  for (const [n, { index }] of acceptable.entries()) {
    const result = timed[n];
    if (result === undefined) throw new Error("A message was not judged");
    if (result.ok) taken.push({ index, message: result.value });
    else reject(index, result.error);
  }
  const accepted = await context.accept(taken.map(({ message }) => message));
  for (const [n, { index, message }] of taken.entries()) {
    const stored = accepted[n];
    if (stored === undefined) throw new Error("The ledger answered for fewer messages");
    if (stored.kind === "stored") {
      reply.accepted.push({ index, ...toAccepted(message, stored.createdAt) });
      continue;
    }
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
