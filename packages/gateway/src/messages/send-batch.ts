import { findOptedOut } from "../consent/find-opted-out.ts";
import type { GatewayContext } from "../context.ts";
import type { Accepted, IdempotencyKey, NewMessage } from "../ledger/accept.ts";
import { termsOf } from "../money/price.ts";
import { type GatewayRefusal, type GatewayResult, gatewayProblems, refused } from "../problems.ts";
import { atQuietHours } from "../quiet-hours/at-quiet-hours.ts";
import { checkCallbacks } from "../webhooks/callbacks.ts";
import { admit } from "./admit.ts";
import { fingerprintOf } from "./check.ts";
import { writeMessages } from "./compose.ts";
import type { BatchBody, BatchReply } from "./schemas.ts";
import { keyOf, toAccepted, toResult } from "./send.ts";
import type { SentBy } from "./sent-by.ts";

/** Of each message of a batch, in its place, what is to be stored, or why it is not. */
type Verdicts = readonly GatewayResult<NewMessage>[];

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
  const admitted = await admitAll(context, organizationId, messages, key, by);
  const wanted = await withoutUnwanted(context, organizationId, messages, admitted);
  const timed = inPlace(wanted, await atQuietHours(context, organizationId, passed(wanted)));
  return toReply(context, timed, await context.accept(passed(timed)));
}

async function admitAll(
  context: GatewayContext,
  organizationId: string,
  messages: BatchBody["messages"],
  key: string | undefined,
  by: SentBy | undefined,
): Promise<Verdicts> {
  const terms = await termsOf(context, organizationId);
  const now = context.clock.now();
  const written = await writeMessages(context, organizationId, messages);
  const keys = keysOf(messages, key);
  const admission = { organizationId, by, terms, bulk: true, now };
  return written.map((each, index) => {
    if (!each.ok) return each;
    const own = { id: context.newId(), idempotency: keys[index] };
    return admit(each.value, own, admission);
  });
}

/** A message's own key counts, else its place under the key of the whole. */
function keysOf(
  messages: BatchBody["messages"],
  key: string | undefined,
): readonly (IdempotencyKey | undefined)[] {
  if (key === undefined) return messages.map(keyOf);
  const fingerprint = fingerprintOf(messages);
  return messages.map(
    (message, index) => keyOf(message) ?? { route: "batch", key: `${key}:${index}`, fingerprint },
  );
}

async function withoutUnwanted(
  context: GatewayContext,
  organizationId: string,
  messages: BatchBody["messages"],
  verdicts: Verdicts,
): Promise<Verdicts> {
  const uncallable = await checkCallbacks(context, organizationId, messages);
  const optedOut = await findOptedOut(context, organizationId, passed(verdicts));
  return verdicts.map((verdict, index) => {
    const refusal = uncallable[index];
    if (!verdict.ok) return verdict;
    if (refusal !== undefined) return { ok: false, error: refusal };
    return optedOut.has(verdict.value) ? refused("opted_out", { path: "/to" }) : verdict;
  });
}

function passed(verdicts: Verdicts): readonly NewMessage[] {
  const messages: NewMessage[] = [];
  for (const verdict of verdicts) if (verdict.ok) messages.push(verdict.value);
  return messages;
}

/** The answers about those that had passed, each in its place. */
function inPlace(verdicts: Verdicts, answers: Verdicts): Verdicts {
  const next = answers.values();
  return verdicts.map((verdict) => {
    if (!verdict.ok) return verdict;
    const answer = next.next().value;
    if (answer === undefined) throw new Error("A message was not judged");
    return answer;
  });
}

async function toReply(
  context: GatewayContext,
  verdicts: Verdicts,
  accepted: readonly Accepted[],
): Promise<BatchReply> {
  const reply: BatchReply = { accepted: [], rejected: [] };
  const reject = (index: number, refusal: GatewayRefusal) =>
    reply.rejected.push({ index, ...toRejection(refusal) });
  const ledger = accepted.values();
  for (const [index, verdict] of verdicts.entries()) {
    if (!verdict.ok) {
      reject(index, verdict.error);
      continue;
    }
    const stored = ledger.next().value;
    if (stored === undefined) throw new Error("The ledger answered for fewer messages");
    if (stored.kind === "stored") {
      reply.accepted.push({ index, ...toAccepted(verdict.value, stored.createdAt) });
      continue;
    }
    const result = await toResult(context, verdict.value, stored);
    if (result.ok) reply.accepted.push({ index, ...result.value.message });
    else reject(index, result.error);
  }
  return reply;
}

/** A refusal as a batch tells it. */
export const toRejection = ({ code, path, detail }: GatewayRefusal) => ({
  code,
  ...(path !== undefined && { path }),
  message: detail ?? gatewayProblems[code].title,
});
