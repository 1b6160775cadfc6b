import { chunksOf, mapConcurrently } from "./concurrency.ts";
import { rejected, unknown } from "./outcome.ts";
import type { OutboundSms, SendOutcome, SmsProvider } from "./provider.ts";

/** Calls under way at a time at a provider that takes one message per call. */
const concurrentSends = 8;

/**
 * Gives every message to one provider once, through its bulk call where it has one, and returns one
 * outcome per message. `newLimit` makes the deadline of each call.
 */
export async function attempt(
  provider: SmsProvider,
  messages: readonly OutboundSms[],
  newLimit: () => AbortSignal,
): Promise<SendOutcome[]> {
  const bulkSize = provider.sendBatch === undefined ? 1 : (provider.capabilities.bulkSize ?? 1);
  const concurrentCalls = bulkSize === 1 ? concurrentSends : 1;
  const outcomes = await mapConcurrently(chunksOf(messages, bulkSize), concurrentCalls, (chunk) =>
    call(provider, chunk, newLimit()),
  );
  return outcomes.flat();
}

async function call(
  provider: SmsProvider,
  messages: readonly OutboundSms[],
  limit: AbortSignal,
): Promise<SendOutcome[]> {
  if (limit.aborted) return messages.map(() => rejected(provider.kind, "cancelled"));
  // A provider that throws, or answers for fewer messages than it was given, may have sent them.
  const unclear = unknown(provider.kind, "provider_error");
  try {
    const outcomes =
      messages.length > 1 && provider.sendBatch !== undefined
        ? await provider.sendBatch(messages, limit)
        : await Promise.all(messages.map((message) => provider.send(message, limit)));
    return messages.map((_, index) => outcomes[index] ?? unclear);
  } catch {
    return messages.map(() => unclear);
  }
}
