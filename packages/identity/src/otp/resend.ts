import { eq } from "drizzle-orm";
import { parsePhone } from "mq-sms";
import { type Challenge, extendChallenge, secondsOfCooldown } from "./challenge.ts";
import {
  type Caller,
  type OtpContext,
  type ReadyContext,
  ready,
  senderProblem,
} from "./context.ts";
import { failed, type OtpResult } from "./errors.ts";
import { type IssuedChallenge, issueCode } from "./issue.ts";
import { clientLimits, mayReceiveCodes, messageLimits } from "./policy.ts";
import { refusable, refuse } from "./refuse.ts";
import { otpChallenges } from "./tables.ts";
import { takeLimits } from "./take-limits.ts";
import { chooseLocale, type Locale } from "./texts.ts";

/** What is asked for. */
export interface ResendInput {
  /** UUID of the challenge. */
  readonly id: string;
  readonly locale?: Locale | undefined;
  readonly acceptLanguage?: string | undefined;
}

/**
 * Sends a new code under the same challenge. Guesses that were used stay used, and the code before
 * it stays good, because the two texts may arrive in either order.
 */
export const resendOtp = async (
  context: OtpContext,
  caller: Caller,
  input: ResendInput,
): Promise<OtpResult<IssuedChallenge>> => {
  const prepared = ready(context);
  if (!prepared.ok) return prepared;
  const settings = prepared.value.current;
  const unavailable = senderProblem(context, caller);
  if (unavailable) return failed(unavailable);

  const extended = await extend(prepared.value, caller, input.id);
  if (!extended.ok) return extended;
  const challenge = extended.value;
  const phone = parsePhone(challenge.phone);
  return issueCode(prepared.value, {
    challenge,
    counted: messageLimits(challenge, settings, prepared.value.peppers.current.key),
    locale: chooseLocale(input.locale, input.acceptLanguage, settings.defaultLocale),
    deliver: phone.ok && mayReceiveCodes(phone, settings),
    disclose: caller.trusted,
  });
};

const extend = (context: ReadyContext, caller: Caller, id: string): Promise<OtpResult<Challenge>> =>
  refusable(context, async (tx) => {
    const { current: settings, peppers } = context;
    const challenge = await extendChallenge(tx, { id, scope: caller.scope }, settings);
    if (challenge === "gone") return refuse({ code: "otp_not_found" });
    if (challenge === "exhausted") return refuse({ code: "sends_exhausted" });
    if (challenge === "too-soon")
      return refuse({
        code: "resend_too_soon",
        retryAfterSeconds: await secondsOfCooldown(tx, eq(otpChallenges.id, id)),
      });
    const reached = await takeLimits(tx, [
      ...clientLimits(caller, "request", settings),
      ...messageLimits(challenge, settings, peppers.current.key),
    ]);
    return reached ? refuse({ code: "limit_exceeded", ...reached }) : challenge;
  });
