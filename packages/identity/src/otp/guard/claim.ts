import type { Orm } from "@nx/core";
import type { Challenge } from "../challenge.ts";
import type { Caller, ReadyContext } from "../context.ts";
import { done, type OtpError, type OtpResult } from "../errors.ts";
import type { Limit } from "../limits.ts";
import { clientLimits, messageLimits } from "../policy.ts";
import { refusable, refuse } from "../refuse.ts";
import { takeLimits } from "../take-limits.ts";
import { decide, type Judgement } from "./decide.ts";
import { readTraffic } from "./read.ts";
import { type Recorded, recordJudgement } from "./record.ts";
import { describeText, type GuardedText, type TextKind } from "./text.ts";

/** A text that was counted and judged. */
export interface ClaimedText {
  readonly challenge: Challenge;
  /** Counted for this message; to be given back when it surely did not leave. */
  readonly counted: readonly Limit[];
  /** UUID of what the guard decided. */
  readonly decisionId: string;
  /** False for a refusal that the caller must not learn of. */
  readonly deliver: boolean;
}

interface Judged {
  readonly text: GuardedText;
  readonly judgement: Judgement;
}

/**
 * The one door that every text passes, whoever asks and by which route: in one transaction its
 * challenge takes its `place`, limits are counted, and the guard decides. A refusal that the caller
 * is told of leaves nothing but the record of it; one that he is not told of looks like a success.
 */
export const claimText = async (
  context: ReadyContext,
  caller: Caller,
  kind: TextKind,
  place: (tx: Orm) => Promise<Challenge>,
): Promise<OtpResult<ClaimedText>> => {
  const isSpent = (await context.isSpent?.(caller.scope)) ?? false;
  let told: Judged | undefined;
  const claimed = await refusable(context, async (tx) => {
    told = undefined;
    const challenge = await place(tx);
    const text = describeText(context, caller, challenge, kind);
    const counted = messageLimits(challenge, context.current, context.peppers.current.key);
    const limits = [...clientLimits(caller, "request", context.current), ...counted];
    const reached = await takeLimits(tx, limits, text.locks);
    if (reached) return refuse({ code: "limit_exceeded", ...reached });

    const judgement = decide(text, await readTraffic(tx, context, text), context.guard, {
      counting: context.current.limits.enabled,
      isSpent,
      challengePassed: caller.challengePassed ?? false,
    });
    const error = errorOf(judgement, caller);
    if (error) {
      told = { text, judgement };
      return refuse(error);
    }
    const recorded = await recordJudgement(tx, context, text, judgement);
    return { text, judgement, challenge, counted, ...recorded };
  });
  if (!claimed.ok) {
    if (told) await recordRefusal(context, told);
    return claimed;
  }
  announce(context, claimed.value, claimed.value);
  const { challenge, counted, decisionId, judgement } = claimed.value;
  return done({ challenge, counted, decisionId, deliver: judgement.verdict !== "refused" });
};

/**
 * That a challenge is required is the same for every number, so everybody is told. What is held
 * against one number is told to servers only: browsers could use it to find out about numbers.
 */
const errorOf = ({ verdict, reasons }: Judgement, { trusted }: Caller): OtpError | undefined => {
  if (verdict !== "refused") return undefined;
  if (reasons.includes("challenge_required")) return { code: "challenge_required" };
  if (!trusted) return undefined;
  const [reason] = reasons;
  return reason === "number_type" || reason === "country_denied"
    ? { code: "phone_not_allowed", reason }
    : { code: "otp_blocked", reasons };
};

const recordRefusal = async (context: ReadyContext, { text, judgement }: Judged): Promise<void> => {
  const recorded = await recordJudgement(context.database.orm, context, text, judgement);
  announce(context, { text, judgement }, recorded);
};

/** Says what was decided, once it is stored. */
const announce = (
  { logger, onIncident }: ReadyContext,
  { text, judgement }: Judged,
  { incidents }: Pick<Recorded, "incidents">,
): void => {
  for (const reason of judgement.reasons)
    logger.info({
      event: `otp.guard_${judgement.verdict}`,
      errorCode: reason,
      phone: text.challenge.phone,
    });
  for (const incident of incidents) {
    logger.warn({ event: `otp.guard_${incident.effect}`, id: incident.id, count: incident.sent });
    onIncident?.(incident);
  }
};
