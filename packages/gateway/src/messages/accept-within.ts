import type { Database, Orm } from "@nx/core";
import { findOptedOut } from "../consent/find-opted-out.ts";
import type { GatewayContext } from "../context.ts";
import { acceptMessages, type NewMessage } from "../ledger/accept.ts";
import { acceptPaid } from "../money/accept-paid.ts";
import { createMoneyBook } from "../money/book.ts";
import { termsOf } from "../money/price.ts";
import { refusalFor } from "../money/shortage.ts";
import { done, type GatewayResult, refused } from "../problems.ts";
import { judgeCounts } from "../quiet-hours/judge-counts.ts";
import { checkCallbacks } from "../webhooks/callbacks.ts";
import { admit } from "./admit.ts";
import type { WrittenMessage } from "./compose.ts";

/** A message whose text is known, under an id that was chosen for it. */
export type PlannedMessage = Omit<WrittenMessage, "idempotencyKey" | "dryRun"> & {
  /** UUIDv7, of this moment: its time chooses where the message is kept. */
  readonly id: string;
};

/**
 * Takes messages in, each for itself, within the caller's transaction: they are committed with what the
 * caller notes of them, or not at all. Answers for each in the order given. Those of a campaign leave on
 * the bulk lane, and none while it is paused.
 */
export async function acceptWithin(
  outside: GatewayContext,
  organizationId: string,
  messages: readonly PlannedMessage[],
  orm: Orm,
  campaignId?: string,
): Promise<readonly GatewayResult<undefined>[]> {
  // An embedded database has one connection: nothing may be asked beside the caller's transaction.
  const database = { ...outside.database, orm };
  const context: GatewayContext = {
    ...outside,
    database,
    money: createMoneyBook(database, organizationId),
    transactionalOptOuts: { has: async () => true, forget: () => {} },
  };
  const terms = await termsOf(context, organizationId);
  const now = context.clock.now();
  const bulk = campaignId !== undefined;
  const admission = { organizationId, by: undefined, terms, bulk, now, campaignId };
  const checked = messages.map(({ id, ...input }) =>
    admit(input, { id, idempotency: undefined }, admission),
  );
  const valid = checked.flatMap((result) => (result.ok ? [result.value] : []));
  const uncallable = await checkCallbacks(context, organizationId, messages);
  const optedOut = await findOptedOut(context, organizationId, valid);

  const answers: GatewayResult<undefined>[] = [];
  const taken: { readonly index: number; readonly message: NewMessage }[] = [];
  for (const [index, result] of checked.entries()) {
    const refusal = uncallable[index];
    if (!result.ok) answers[index] = result;
    else if (refusal !== undefined) answers[index] = { ok: false, error: refusal };
    else if (optedOut.has(result.value)) answers[index] = refused("opted_out", { path: "/to" });
    else taken.push({ index, message: result.value });
  }
  const tooMany = await tooManyToday(
    context,
    organizationId,
    taken.map(({ message }) => message),
  );
  for (const [n, { index }] of taken.entries())
    if (tooMany.has(n)) answers[index] = refused("too_many_today", { path: "/to" });
  const counted = taken.filter((_, n) => !tooMany.has(n));
  const accepted = await store(
    database,
    counted.map(({ message }) => message),
    context.newId,
  );
  for (const [n, { index }] of counted.entries()) {
    const stored = accepted[n];
    if (stored === undefined) throw new Error("The ledger answered for fewer messages");
    answers[index] =
      stored.kind === "unpaid"
        ? { ok: false, error: await refusalFor(context, organizationId, stored.shortage) }
        : done(undefined);
  }
  return answers;
}

/** The hour at which they may leave is seen to when they leave. */
const tooManyToday = async (
  context: GatewayContext,
  organizationId: string,
  messages: readonly NewMessage[],
): Promise<ReadonlySet<number>> =>
  context.quietHours === undefined
    ? new Set()
    : judgeCounts(context, context.quietHours, organizationId, messages);

const store = async (
  database: Pick<Database, "orm">,
  messages: readonly NewMessage[],
  newId: () => string,
) => {
  if (messages.length === 0) return [];
  const accept = messages.some(({ hold }) => hold) ? acceptPaid : acceptMessages;
  return accept(database, messages, newId);
};
