import { defineJob, type Job } from "@nx/core";
import type { MessageReference, ReportFact } from "mq-sms";
import type { GatewayContext } from "../context.ts";
import { attemptToken } from "../dispatch/attempt-token.ts";
import type { DispatchAccount } from "../dispatch/routing.ts";
import { erasedPrefix } from "../erasure/person.ts";
import { reportWindowHours } from "../ledger/fold-reports.ts";
import { type LookupAttempt, type LookupPass, learnName, takeLookups } from "../ledger/lookups.ts";
import { applyReports } from "../ledger/report.ts";
import { unsealBody } from "../ledger/seal.ts";

const minute = 60;
const hour = 60 * minute;

/**
 * When an attempt is asked about: ever later, until a final report or the end of the window in which
 * reports count. Attempts of unknown fate come first, because nothing else may ever tell it.
 */
const passes: readonly LookupPass[] = [
  ...steps("unknown", [minute, 5 * minute, 30 * minute, 2 * hour, 8 * hour, 24 * hour]),
  ...steps("taken", [30 * minute, 2 * hour, 12 * hour, 48 * hour]),
];

/** Most that one run asks of one pass, and how many providers' answers it waits for at once. */
const mostAsked = 200;
const atOnce = 8;
const askMs = 10_000;

/** A slice covers two minutes; after a break, more and more for as long as there is little in them. */
const sliceSeconds = 2 * minute;
const longestSliceSeconds = hour;
const quickMs = 100;

/** Asks providers what became of attempts on which no report says it. */
export const lookUpMessages = (context: GatewayContext): Job<object> =>
  defineJob({
    name: "messages.lookup",
    every: minute,
    timeoutSeconds: 5 * minute,
    // The next run goes on where this one ended.
    retries: 0,
    async work(_, signal) {
      const accounts = context.accounts().filter(({ provider }) => provider.lookup);
      if (accounts.length === 0) return;
      for (const pass of passes) await lookUpPass(context, pass, accounts, signal);
    },
  });

function steps(of: LookupPass["of"], ages: readonly number[]): LookupPass[] {
  return ages.map((from, index) => ({
    of,
    from,
    to: ages[index + 1] ?? reportWindowHours * hour,
  }));
}

async function lookUpPass(
  context: GatewayContext,
  pass: LookupPass,
  accounts: readonly DispatchAccount[],
  signal: AbortSignal,
): Promise<void> {
  const ids = accounts.map(({ id }) => id);
  let seconds = sliceSeconds;
  for (let asked = 0; asked < mostAsked && !signal.aborted; ) {
    const begun = performance.now();
    const { attempts, done } = await takeLookups(context.database, pass, ids, seconds);
    const isQuick = performance.now() - begun < quickMs;
    seconds = isQuick ? Math.min(2 * seconds, longestSliceSeconds) : sliceSeconds;
    asked += attempts.length;
    for (let next = 0; next < attempts.length && !signal.aborted; next += atOnce) {
      const group = attempts.slice(next, next + atOnce);
      await Promise.all(group.map((attempt) => lookUp(context, accounts, attempt, signal)));
    }
    if (done) return;
  }
}

/**
 * The answer is a fact like any report. How long the delivery took is not known from it, because it
 * was asked for late: it says nothing of how fast the account is.
 */
async function lookUp(
  context: GatewayContext,
  accounts: readonly DispatchAccount[],
  attempt: LookupAttempt,
  signal: AbortSignal,
): Promise<void> {
  const account = accounts.find(({ id }) => id === attempt.account);
  const reference = await referenceOf(context, attempt);
  if (account === undefined || reference === undefined) return;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(askMs)]);
  try {
    const found = await account.provider.lookup?.(reference, limit);
    const fact = found && (await factOf(context, attempt, reference, found));
    if (fact)
      await applyReports(context.database, account.id, [fact], {
        newId: context.newId,
        random: context.timing.random,
      });
  } catch (error) {
    context.logger.warn({ event: "messages.lookup_failed", provider: account.id, error });
  }
}

/** Without an id only the text tells messages apart; one that cannot be read is not asked about. */
async function referenceOf(
  { database, secrets }: GatewayContext,
  attempt: LookupAttempt,
): Promise<MessageReference | undefined> {
  const { organizationId, messageId, recipient: to, body, sealed, externalId } = attempt;
  if (to.startsWith(erasedPrefix)) return undefined;
  const known = { to, sentAt: new Date(attempt.submittedAt) };
  if (!isUnknown(attempt)) return { ...known, providerMessageId: externalId, text: body ?? "" };
  const { secretKeyId, wrappedKey } = attempt;
  const isReadable = sealed !== null && secretKeyId !== null && wrappedKey !== null;
  const text = isReadable
    ? await unsealBody(
        database,
        secrets,
        { organizationId, messageId },
        { text: sealed, secretKeyId, wrappedKey },
      )
    : body;
  return typeof text === "string" ? { ...known, attempt: externalId, text } : undefined;
}

/** The fact under the name by which the attempt is known here. */
async function factOf(
  { database }: GatewayContext,
  attempt: LookupAttempt,
  { providerMessageId: asked }: MessageReference,
  { providerMessageId: told, ...found }: ReportFact,
): Promise<ReportFact | undefined> {
  if (found.status === "unknown") return undefined;
  const name = attempt.externalId;
  if (asked !== undefined) return { ...found, providerMessageId: name };
  const isOurs = told === undefined || (await learnName(database, attempt, told));
  return isOurs ? { ...found, attempt: name } : undefined;
}

const isUnknown = ({ externalId, messageId, attempt }: LookupAttempt): boolean =>
  externalId === attemptToken(messageId, attempt);
