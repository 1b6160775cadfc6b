import type { Chunk, QueuedMessage } from "../ledger/claim.ts";
import type { Delay } from "../ledger/defer.ts";
import type { QuietHours } from "../quiet-hours/quiet-hours.ts";

/** What holding back needs. */
export interface HoldBackContext {
  readonly quietHours?: QuietHours | undefined;
  readonly now: () => Date;
  /** Puts messages of the chunk back into the queue; whatever is not in it any more stays as it is. */
  readonly defer: (chunk: Chunk, delays: readonly Delay[]) => Promise<unknown>;
}

/** Messages that may leave at this hour. */
export interface AtLarge {
  readonly messages: readonly QueuedMessage[];
  /** Until then they may; nothing: whenever it is. */
  readonly until: Date | undefined;
}

/**
 * Puts those messages of a chunk back into the queue that must not leave at this hour: a backlog may
 * reach the night. Where nobody has quiet hours it only looks at the categories.
 */
export async function holdBack(
  { quietHours, now, defer }: HoldBackContext,
  chunk: Chunk,
  messages: readonly QueuedMessage[] = chunk.messages,
): Promise<AtLarge> {
  const { organizationId } = chunk;
  if (quietHours === undefined) return { messages, until: undefined };
  const present = new Set(messages.map(({ category }) => category));
  const concerned = [...present].filter((each) => quietHours.concerns(organizationId, each));
  if (concerned.length === 0) return { messages, until: undefined };

  const asked = messages.filter(({ category }) => concerned.includes(category));
  const at = now();
  const departures = asked.map(({ recipient: to, category }) => ({ to, category, at }));
  const verdicts = await quietHours.judge(organizationId, departures);
  const delays: Delay[] = [];
  let until = Number.POSITIVE_INFINITY;
  for (const [index, { id }] of asked.entries()) {
    const verdict = verdicts[index];
    if (verdict === undefined) throw new Error("A departure was not judged");
    if (verdict.kind === "go") until = Math.min(until, verdict.until.getTime());
    else delays.push({ messageId: id, until: verdict.kind === "wait" ? verdict.until : undefined });
  }
  const sureUntil = Number.isFinite(until) ? new Date(until) : undefined;
  if (delays.length === 0) return { messages, until: sureUntil };
  await defer(chunk, delays);
  // One that was not there to be put back is not ours any more either.
  const held = new Set(delays.map(({ messageId }) => messageId));
  return { messages: messages.filter(({ id }) => !held.has(id)), until: sureUntil };
}
