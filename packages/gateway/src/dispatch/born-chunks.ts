import type { Accepted, NewMessage } from "../ledger/accept.ts";
import type { Chunk, QueuedMessage } from "../ledger/claim.ts";

/** Queue rows that were leased from birth, as if they had been claimed. */
export function bornChunks(
  messages: readonly NewMessage[],
  accepted: readonly Accepted[],
): Chunk[] {
  const chunks = new Map<string, Chunk & { readonly messages: QueuedMessage[] }>();
  for (const [index, message] of messages.entries()) {
    const stored = accepted[index];
    if (stored?.kind !== "stored" || stored.leasedRow === undefined) continue;
    const id = stored.leasedRow;
    let chunk = chunks.get(id);
    if (chunk === undefined) {
      const { organizationId, lane } = message;
      chunk = { organizationId, id, lane, reclaims: 0, messages: [] };
      chunks.set(id, chunk);
    }
    chunk.messages.push(toQueued(message, Date.parse(stored.createdAt) / 1000));
  }
  return [...chunks.values()];
}

/** @param created Unix seconds */
function toQueued(message: NewMessage, created: number): QueuedMessage {
  const sendBy = message.sendBy === undefined ? undefined : Date.parse(message.sendBy) / 1000;
  const validUntil = Math.min(created + message.validitySeconds, sendBy ?? Infinity);
  return {
    id: message.id,
    category: message.category,
    recipient: message.recipient,
    sender: message.sender ?? null,
    body: message.body ?? null,
    sealed: message.sealed?.text ?? null,
    secretKeyId: message.sealed?.secretKeyId ?? null,
    wrappedKey: message.sealed?.wrappedKey ?? null,
    attempts: 0,
    refusals: [],
    outcome: null,
    validUntil,
    secondsLeft: validUntil - created,
    options: message.options ?? null,
  };
}
