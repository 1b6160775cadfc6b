import type { Database, Logger } from "@nx/core";
import {
  type Money,
  multiplyDecimal,
  type OutboundSms,
  rejected,
  type SendOutcome,
  segments,
  unknown,
} from "mq-sms";
import type { Chunk, QueuedMessage } from "../ledger/claim.ts";
import { decide } from "../ledger/decide.ts";
import type { MarkRequest, Stops } from "../ledger/mark.ts";
import type { AttemptResult } from "../ledger/record.ts";
import { storableName, storablePrice } from "../storable.ts";
import { attemptToken } from "./attempt-token.ts";
import { batchesOf, callProvider } from "./call-provider.ts";
import type { Circuits } from "./circuits.ts";
import { nowhere, type Planned } from "./plan-chunk.ts";
import type { DispatchAccount } from "./routing.ts";
import type { Timing } from "./timing.ts";

/** What dispatching needs. */
export interface DispatchContext {
  readonly database: Database;
  readonly circuits: Circuits;
  /** The clear text of a sealed body, or `undefined` when its key is gone. */
  readonly unseal: (organizationId: string, message: QueuedMessage) => Promise<string | undefined>;
  /** Marks messages; marks asked for at the same time share a statement. */
  readonly mark: (requests: readonly MarkRequest[]) => Promise<readonly Stops[]>;
  /** Resolves when the results are in the ledger. */
  readonly record: (results: readonly AttemptResult[]) => Promise<unknown>;
  readonly newId: () => string;
  readonly timing: Timing;
  readonly logger: Logger;
  /** Aborted when calls under way are to be cut. */
  readonly cut: AbortSignal;
}

/** A message that may leave, with its text. */
interface Ready extends Planned {
  readonly sms: OutboundSms;
}

/**
 * Marks messages of a chunk, hands those that may leave to the account, and records what it says.
 *
 * @param released called with each number of messages that the account is done with
 */
export async function dispatchSlice(
  context: DispatchContext,
  chunk: Chunk,
  account: DispatchAccount,
  slice: readonly Planned[],
  released: (count: number) => void,
): Promise<void> {
  const { circuits, timing, record } = context;
  const request = markOf(context, chunk, account.id, slice);
  const going = await mark(context, chunk, request, slice);
  const ready = await readBodies(context, chunk, going);
  released(slice.length - ready.length);

  const limit = AbortSignal.any([context.cut, AbortSignal.timeout(timing.callSeconds * 1000)]);
  if (ready.length > 0) circuits.record(account.id, { kind: "begun" });
  const call = async (batch: readonly Ready[]): Promise<void> => {
    const begun = performance.now();
    const messages = batch.map(({ sms }) => sms);
    const outcomes = await callProvider(account.provider, messages, limit);
    released(batch.length);
    const tookMs = performance.now() - begun;
    const results = batch.map((each, index) => {
      const outcome = outcomes[index] ?? unknown(account.provider.kind, "provider_error");
      circuits.record(account.id, { kind: "ended", outcome, tookMs });
      const price = priceOf(outcome, each, account);
      return resultOf(context, chunk, request, each, outcome, tookMs, price);
    });
    await record(results);
  };
  await Promise.all(batchesOf(account.provider, ready).map(call));
}

/** Ends messages that no account can carry, as any other refusal. */
export async function dispatchNowhere(
  context: DispatchContext,
  chunk: Chunk,
  slice: readonly Planned[],
  code: "unavailable" | "no_route",
): Promise<void> {
  const request = markOf(context, chunk, nowhere, slice);
  const going = await mark(context, chunk, request, slice);
  const outcome = rejected("ledger", code);
  if (going.length > 0)
    await context.record(going.map((each) => resultOf(context, chunk, request, each, outcome, 0)));
}

const markOf = (
  { newId }: DispatchContext,
  chunk: Chunk,
  account: string,
  slice: readonly Planned[],
): MarkRequest => ({
  organizationId: chunk.organizationId,
  queueId: chunk.id,
  dispatchId: newId(),
  account,
  lane: chunk.lane,
  messageIds: slice.map(({ message }) => message.id),
  isWhole: slice.length === chunk.messages.length,
  ...(slice.every(isSure) && {
    sureUntil: slice.reduce(
      (until, { message }) => Math.min(until, message.validUntil),
      Number.POSITIVE_INFINITY,
    ),
  }),
});

/** No report can have come before the first attempt, and only promotion can be opted out of. */
const isSure = ({ message }: Planned): boolean =>
  message.attempts === 0 && message.category !== "promotional";

/** Those that may leave. */
async function mark(
  context: DispatchContext,
  chunk: Chunk,
  request: MarkRequest,
  slice: readonly Planned[],
): Promise<readonly Planned[]> {
  try {
    const [stops] = await context.mark([request]);
    if (stops === undefined) throw new Error("A mark was not answered");
    return stops.size === 0 ? slice : slice.filter(({ message }) => !stops.has(message.id));
  } catch (error) {
    context.logger.warn({ event: "ledger.mark_failed", error });
    // The mark may stand although its answer was lost. Nothing has left, and that is recorded.
    const outcome = rejected("ledger", "cancelled");
    await context.record(slice.map((each) => resultOf(context, chunk, request, each, outcome, 0)));
    return [];
  }
}

/** Their texts. One that cannot be read any more is of no use any more. */
async function readBodies(
  context: DispatchContext,
  chunk: Chunk,
  going: readonly Planned[],
): Promise<readonly Ready[]> {
  const isSealed = going.some(({ message }) => message.sealed !== null);
  const bodies = isSealed
    ? await Promise.all(going.map(({ message }) => bodyOf(context, chunk, message)))
    : going.map(({ message }) => message.body);
  const ready: Ready[] = [];
  for (const [index, each] of going.entries()) {
    const body = bodies[index];
    if (typeof body !== "string") continue;
    const { message, alternative, rate } = each;
    ready.push({ message, alternative, rate, sms: toSms(message, body) });
  }
  return ready;
}

const bodyOf = async (
  { unseal }: DispatchContext,
  { organizationId }: Chunk,
  message: QueuedMessage,
): Promise<string | null | undefined> =>
  message.sealed === null ? message.body : unseal(organizationId, message);

function toSms(message: QueuedMessage, text: string): OutboundSms {
  const { id, recipient: to, sender, category, attempts, secondsLeft, outcome } = message;
  const sms: OutboundSms = {
    id,
    to,
    text,
    category,
    attempt: attemptToken(id, attempts + 1),
    validitySeconds: Math.max(1, Math.floor(secondsLeft)),
  };
  const signed = sender === null ? sms : { ...sms, from: sender };
  return outcome === "unknown" ? { ...signed, retryOfUnknown: true } : signed;
}

function resultOf(
  { timing }: DispatchContext,
  chunk: Chunk,
  request: MarkRequest,
  { message, alternative }: Planned,
  outcome: SendOutcome,
  tookMs: number,
  price?: Money,
): AttemptResult {
  const attempt = message.attempts + 1;
  const decision = decide({
    category: message.category,
    lane: chunk.lane,
    attempt,
    outcome,
    alternative,
    secondsLeft: message.secondsLeft,
    unknownBefore: message.outcome === "unknown",
    random: timing.random(),
  });
  return {
    ...decision,
    organizationId: chunk.organizationId,
    messageId: message.id,
    dispatchId: request.dispatchId,
    account: request.account,
    attempt,
    tookMs: Math.round(tookMs),
    names: namesOf(outcome, message.id, attempt),
    price,
  };
}

/** Where the provider does not tell what it takes, the rate card does, until a report knows better. */
function priceOf(
  outcome: SendOutcome,
  { rate, sms }: Ready,
  { provider }: DispatchAccount,
): Money | undefined {
  if (outcome.kind !== "accepted") return undefined;
  const told = storablePrice(outcome.price);
  if (told || rate === undefined) return told;
  const text = provider.prepareText?.(sms.text) ?? sms.text;
  const count = outcome.segments ?? segments(text).segments;
  const { amount, currency } = rate;
  return { amount: multiplyDecimal(amount, count), currency };
}

/** Of an attempt whose answer was lost, a report can only name our token. */
const namesOf = (outcome: SendOutcome, messageId: string, attempt: number): readonly string[] => {
  if (outcome.kind === "accepted") return outcome.providerMessageIds.map(storableName);
  return outcome.kind === "unknown" ? [attemptToken(messageId, attempt)] : [];
};
