import { consume, type Guess, reserveGuess } from "./challenge.ts";
import { type Caller, type OtpContext, type ReadyContext, ready } from "./context.ts";
import { done, failed, type OtpResult } from "./errors.ts";
import { countVerified, countWrongGuess, mustPassChallenge } from "./guard/outcome.ts";
import { clientLimits, failureLimits } from "./policy.ts";
import { newProof } from "./proof.ts";
import { refusable, refuse } from "./refuse.ts";
import { clearHits, countHits, peekLimits, takeLimits } from "./take-limits.ts";

/** A code as somebody typed it. */
export interface VerifyInput {
  /** UUID of the challenge. */
  readonly id: string;
  readonly code: string;
}

/** The phone was proved. */
export interface Verified {
  /** E.164, as stored with the challenge; never what the caller said. */
  readonly phone: string;
  readonly purpose: string;
  /** Shown once; the service that acts on the proof redeems it once. */
  readonly token: string;
}

/**
 * Compares a code. The attempt is spent and committed first, then compared, then the challenge is
 * used up by a statement that only one caller can win. Every failure has the same answer and costs
 * the same work, so that nothing can be learnt from it.
 */
export const verifyOtp = async (
  context: OtpContext,
  caller: Caller,
  input: VerifyInput,
): Promise<OtpResult<Verified>> => {
  const prepared = ready(context, caller.scope);
  if (!prepared.ok) return prepared;
  const counted = await countCaller(prepared.value, caller);
  if (!counted.ok) return counted;

  if (await mustPassChallenge(prepared.value, caller))
    return failed({ code: "challenge_required" });
  const guess = await reserveGuess(context.database, { id: input.id, scope: caller.scope });
  if (!guess || guess.codes.length === 0 || (await isLocked(prepared.value, guess)))
    return failWithoutComparing(prepared.value, guess);
  const matches = await prepared.value.hasher.matches(
    input.code,
    { ...guess, challengeId: guess.id },
    guess.codes,
  );
  if (matches === "busy") return failed({ code: "busy" });
  return matches ? succeed(prepared.value, guess) : fail(prepared.value, guess);
};

const countCaller = (
  context: ReadyContext,
  caller: Caller,
): Promise<OtpResult<void>> | OtpResult<void> => {
  const limits = clientLimits(caller, "verify", context.current);
  if (limits.length === 0) return done(undefined);
  return refusable(context, async (tx) => {
    const reached = await takeLimits(tx, limits);
    if (reached) refuse({ code: "limit_exceeded", ...reached });
  });
};

/** A phone at which too much was guessed takes no code for a while, not even the right one. */
const isLocked = async ({ database, current }: ReadyContext, guess: Guess): Promise<boolean> => {
  const { hour, day } = failureLimits(guess, current);
  return (await peekLimits(database.orm, [...hour, ...day])) !== undefined;
};

const failWithoutComparing = async (
  context: ReadyContext,
  guess: Guess | undefined,
): Promise<OtpResult<never>> => {
  const { hasher, logger } = context;
  const answer = await hasher.pretend();
  if (guess) await countWrongGuess(context, guess.scope);
  logger.info({ event: "otp.failed" });
  return failed({ code: answer === "busy" ? "busy" : "otp_invalid" });
};

const fail = async (context: ReadyContext, guess: Guess): Promise<OtpResult<never>> => {
  const { database, current, logger } = context;
  const { hour, day } = failureLimits(guess, current);
  await countHits(database.orm, [...hour, ...day]);
  await countWrongGuess(context, guess.scope);
  logger.info({ event: "otp.failed", phone: guess.phone });
  return failed({ code: "otp_invalid" });
};

const succeed = async (context: ReadyContext, guess: Guess): Promise<OtpResult<Verified>> => {
  const { database, current, logger } = context;
  const proof = newProof();
  if (!(await consume(database, guess.id, proof.hash, current)))
    return failed({ code: "otp_invalid" });
  await clearHits(database.orm, failureLimits(guess, current).hour);
  await countVerified(context, guess);
  logger.info({ event: "otp.verified", phone: guess.phone });
  return done({ phone: guess.phone, purpose: guess.purpose, token: proof.token });
};
