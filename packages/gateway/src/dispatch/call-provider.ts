import { type OutboundSms, rejected, type SendOutcome, type SmsProvider, unknown } from "mq-sms";

/** Messages in the groups in which a provider takes them: one by one, unless it has a bulk call. */
export function batchesOf<T>(
  provider: SmsProvider,
  messages: readonly T[],
): readonly (readonly T[])[] {
  const size = provider.sendBatch === undefined ? 1 : (provider.capabilities.bulkSize ?? 1);
  if (messages.length <= size) return messages.length === 0 ? [] : [messages];
  return Array.from({ length: Math.ceil(messages.length / size) }, (_, index) =>
    messages.slice(index * size, (index + 1) * size),
  );
}

/**
 * Hands messages to a provider, once, and answers with one outcome for each. It never throws:
 * whatever goes wrong in a call that has begun leaves its outcome unknown.
 */
export async function callProvider(
  provider: SmsProvider,
  messages: readonly OutboundSms[],
  signal: AbortSignal,
): Promise<readonly SendOutcome[]> {
  if (signal.aborted) return messages.map(() => rejected(provider.kind, "cancelled"));
  const unclear = () => unknown(provider.kind, "provider_error");
  try {
    const [only] = messages;
    if (messages.length === 1 && only !== undefined) return [await provider.send(only, signal)];
    const outcomes = (await provider.sendBatch?.(messages, signal)) ?? [];
    return messages.map((_, index) => outcomes[index] ?? unclear());
  } catch {
    return messages.map(unclear);
  }
}
