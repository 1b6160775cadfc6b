import { explainSendError, type SendOutcome, type SmsCategory } from "mq-sms";
import { storableText } from "../storable.ts";
import type { Lane } from "./accept.ts";
import type { AttemptResult } from "./record.ts";
import { type MessageStatus, refusedProgress, takenProgress, unknownProgress } from "./status.ts";

/** What the decision needs to know of the message and the attempt that has just ended. */
export interface EndedAttempt {
  readonly category: SmsCategory;
  readonly lane: Lane;
  /** Its number, from 1. */
  readonly attempt: number;
  readonly outcome: SendOutcome;
  /** Another account could carry it and has not refused it yet. */
  readonly alternative: boolean;
  /** Seconds for which the message is still of use. */
  readonly secondsLeft: number;
  /** An earlier attempt may have been taken. */
  readonly unknownBefore: boolean;
  /** In [0, 1). */
  readonly random: number;
}

/** What is to be written about it. */
export type Decision = Pick<
  AttemptResult,
  "progress" | "otherwise" | "event" | "error" | "providerCode" | "again"
>;

/** Attempts in all; after them a message that nobody took has failed. */
export const mostAttempts = 4;

/** Wait before attempt 2, 3 and 4 in seconds; jitter only makes it longer, by up to a tenth. */
export const retryAfterSeconds = (attempt: number, random: number): number =>
  30 * 4 ** (attempt - 1) * (1 + random / 10);

/** A one-time code whose fate is unknown is sent once more, elsewhere if possible, after so long. */
const resendAfterSeconds = 10;

/** No provider's wish to be left alone is granted for longer. */
const longestThrottleSeconds = 15 * 60;

/**
 * Decides what becomes of a message after an attempt. Only what the provider surely did not take is
 * tried again; of what may have been sent, only a one-time code is, once.
 */
export function decide(ended: EndedAttempt): Decision {
  const { outcome } = ended;
  if (outcome.kind === "accepted") {
    return {
      progress: takenProgress(outcome.providerMessageIds.length),
      otherwise: "SUBMITTED",
      event: "SUBMITTED",
    };
  }
  const { code: error, providerCode } = outcome.error;
  const told = {
    error,
    ...(providerCode !== undefined && { providerCode: storableText(providerCode) }),
  };
  if (outcome.kind === "unknown") {
    const resend = ended.category === "otp" && !ended.unknownBefore;
    return {
      ...told,
      progress: unknownProgress,
      otherwise: "SUBMITTED",
      event: "ATTEMPT_UNKNOWN",
      ...(resend && fits(ended, resendAfterSeconds) && again(ended, resendAfterSeconds)),
    };
  }
  return { ...told, progress: refusedProgress, ...afterRefusal(ended) };
}

type AfterRefusal = Pick<Decision, "otherwise" | "event" | "again">;

function afterRefusal(ended: EndedAttempt): AfterRefusal {
  if (ended.outcome.kind !== "rejected") return finished("FAILED");
  const { error } = ended.outcome;
  const { retryable, mayFailOver, fault } = explainSendError(error);
  if (mayFailOver && ended.alternative) return requeued(ended, 0);
  // Being told to slow down is no failed attempt: only the validity ends it.
  const isLast = ended.attempt >= mostAttempts && error.code !== "throttled";
  if (!retryable || isLast) {
    const isRefused = fault === "recipient" || fault === "message" || fault === "caller";
    return finished(isRefused && !retryable ? "REJECTED" : "FAILED");
  }
  const schedule = retryAfterSeconds(Math.min(ended.attempt, mostAttempts), ended.random);
  const asked = Math.min(error.retryAfterSeconds ?? 0, longestThrottleSeconds);
  const wait = Math.max(schedule, asked);
  return fits(ended, wait) ? requeued(ended, wait) : finished("EXPIRED");
}

const fits = ({ secondsLeft }: EndedAttempt, wait: number): boolean => wait < secondsLeft;

const again = ({ lane }: EndedAttempt, afterSeconds: number) => ({ again: { lane, afterSeconds } });

const requeued = (ended: EndedAttempt, afterSeconds: number): AfterRefusal => ({
  otherwise: "QUEUED",
  event: "ATTEMPT_REFUSED",
  ...again(ended, afterSeconds),
});

const finished = (status: MessageStatus & ("FAILED" | "REJECTED" | "EXPIRED")): AfterRefusal => ({
  otherwise: status,
  event: status,
});
