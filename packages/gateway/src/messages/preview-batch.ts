import { sumDecimals } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import type { Routing } from "../dispatch/routing.ts";
import { termsOf } from "../money/price.ts";
import { atQuietHours } from "../quiet-hours/at-quiet-hours.ts";
import { type CheckedMessage, checkMessage, planOf } from "./check.ts";
import { writeMessages } from "./compose.ts";
import type { BatchBody, BatchPreview } from "./schemas.ts";
import { toRejection } from "./send-batch.ts";

/**
 * What a batch would be and cost, at the accounts that go first at this moment, and what of it would wait
 * for the end of quiet hours. Sends, stores and holds nothing.
 */
export async function previewBatch(
  context: Pick<
    GatewayContext,
    "database" | "money" | "routing" | "clock" | "newId" | "composeTexts" | "quietHours"
  >,
  organizationId: string,
  { messages }: BatchBody,
): Promise<BatchPreview> {
  const { routing } = await termsOf(context, organizationId);
  const now = context.clock.now();
  const rejected: BatchPreview["rejected"] = [];
  const valid: { readonly index: number; readonly message: CheckedMessage }[] = [];
  const written = await writeMessages(context, organizationId, messages);
  for (const [index, message] of written.entries()) {
    const id = context.newId();
    const checked = message.ok
      ? checkMessage(message.value, { id, routing, bulk: true, now })
      : message;
    if (checked.ok) valid.push({ index, message: checked.value });
    else rejected.push({ index, ...toRejection(checked.error) });
  }
  const timed = await atQuietHours(
    context,
    organizationId,
    valid.map(({ message }) => ({ ...message, organizationId })),
  );
  const waits: string[] = [];
  const taken = valid.flatMap(({ index, message }, n) => {
    const result = timed[n];
    if (result === undefined) throw new Error("A message was not judged");
    if (!result.ok) {
      rejected.push({ index, ...toRejection(result.error) });
      return [];
    }
    if (result.value.quietUntil !== undefined) waits.push(result.value.quietUntil);
    return [message];
  });
  rejected.sort((a, b) => a.index - b.index);
  const deferred = waitingOf(waits);
  return { ...priceOf(taken, routing, now), ...(deferred && { deferred }), rejected };
}

/** All are written alike, so that they sort as their moments do. */
function waitingOf(waits: readonly string[]): BatchPreview["deferred"] {
  const sorted = waits.toSorted();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { messages: waits.length, first, last };
}

function priceOf(
  messages: readonly CheckedMessage[],
  routing: Routing,
  now: Date,
): Pick<BatchPreview, "messages" | "segments" | "cost" | "unpriced"> {
  const amounts = new Map<string, string[]>();
  let segments = 0;
  let unpriced = 0;
  for (const message of messages) {
    const [first] = planOf(message, routing, now).candidates;
    segments += first?.segments ?? message.segments;
    if (first?.price === undefined) unpriced += 1;
    else {
      const { amount, currency } = first.price;
      const together = amounts.get(currency);
      if (together === undefined) amounts.set(currency, [amount]);
      else together.push(amount);
    }
  }
  const cost = [...amounts].map(([currency, of]) => ({ amount: sumDecimals(of), currency }));
  return { messages: messages.length, segments, cost, unpriced };
}
