import { sumDecimals } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import { termsOf } from "../money/price.ts";
import { checkMessage, planOf } from "./check.ts";
import { writeMessages } from "./compose.ts";
import type { BatchBody, BatchPreview } from "./schemas.ts";
import { toRejection } from "./send-batch.ts";

/**
 * What a batch would be and cost, at the accounts that go first at this moment. Sends, stores and holds
 * nothing.
 */
export async function previewBatch(
  context: Pick<GatewayContext, "money" | "routing" | "clock" | "newId" | "composeTexts">,
  organizationId: string,
  { messages }: BatchBody,
): Promise<BatchPreview> {
  const { routing } = await termsOf(context, organizationId);
  const now = context.clock.now();
  const amounts = new Map<string, string[]>();
  const preview: BatchPreview = { messages: 0, segments: 0, cost: [], unpriced: 0, rejected: [] };
  const written = await writeMessages(context, organizationId, messages);
  for (const [index, message] of written.entries()) {
    const id = context.newId();
    const checked = message.ok
      ? checkMessage(message.value, { id, routing, bulk: true, now })
      : message;
    if (!checked.ok) {
      preview.rejected.push({ index, ...toRejection(checked.error) });
      continue;
    }
    const [first] = planOf(checked.value, routing, now).candidates;
    preview.messages += 1;
    preview.segments += first?.segments ?? checked.value.segments;
    if (first?.price === undefined) preview.unpriced += 1;
    else {
      const { amount, currency } = first.price;
      const together = amounts.get(currency);
      if (together === undefined) amounts.set(currency, [amount]);
      else together.push(amount);
    }
  }
  for (const [currency, of] of amounts) preview.cost.push({ amount: sumDecimals(of), currency });
  return preview;
}
