import { newUuid } from "@nx/core";
import { and, eq } from "drizzle-orm";
import { isRegion, parsePhone } from "mq-sms";
import { type Challenge, openChallenge, secondsOfCooldown } from "./challenge.ts";
import {
  type Caller,
  type OtpContext,
  type ReadyContext,
  ready,
  senderProblem,
} from "./context.ts";
import { failed, type OtpResult } from "./errors.ts";
import { type IssuedChallenge, issueCode } from "./issue.ts";
import type { Limit } from "./limits.ts";
import { clientLimits, failureLimits, mayReceiveCodes, messageLimits } from "./policy.ts";
import { refusable, refuse } from "./refuse.ts";
import { otpChallenges } from "./tables.ts";
import { peekLimits, takeLimits } from "./take-limits.ts";
import { chooseLocale, type Locale } from "./texts.ts";

/** What is asked for. */
export interface RequestInput {
  /** E.164, or a national number of the configured region. */
  readonly phone: string;
  /** What the code will allow; a code for one purpose opens no other. Default `"sign-in"`. */
  readonly purpose?: string | undefined;
  readonly locale?: Locale | undefined;
  /** The header, used where `locale` is absent. */
  readonly acceptLanguage?: string | undefined;
}

/**
 * Opens a challenge and sends its code. An older challenge of the same scope, phone and purpose is
 * dead from here on.
 */
export const requestOtp = async (
  context: OtpContext,
  caller: Caller,
  input: RequestInput,
): Promise<OtpResult<IssuedChallenge>> => {
  const prepared = ready(context);
  if (!prepared.ok) return prepared;
  const settings = prepared.value.current;
  const { region } = settings;
  const phone = parsePhone(input.phone, isRegion(region) ? region : undefined);
  if (!phone.ok) return failed({ code: "phone_invalid", reason: phone.reason });
  const unavailable = senderProblem(context, caller);
  if (unavailable) return failed(unavailable);
  const deliver = mayReceiveCodes(phone, settings);
  if (!deliver && caller.trusted) return failed({ code: "phone_not_allowed" });

  const challenge: Challenge = {
    id: newUuid(context.clock),
    scope: caller.scope,
    phone: phone.e164,
    purpose: input.purpose ?? "sign-in",
  };
  const counted = messageLimits(challenge, settings, prepared.value.peppers.current.key);
  const opened = await open(prepared.value, caller, challenge, counted);
  if (!opened.ok) return opened;
  return issueCode(prepared.value, {
    challenge,
    counted,
    locale: chooseLocale(input.locale, input.acceptLanguage, settings.defaultLocale),
    deliver,
    disclose: caller.trusted,
  });
};

const open = (
  context: ReadyContext,
  caller: Caller,
  challenge: Challenge,
  counted: readonly Limit[],
): Promise<OtpResult<void>> =>
  refusable(context, async (tx) => {
    const { current: settings } = context;
    const failures = failureLimits(challenge, settings);
    const locked = await peekLimits(tx, [...failures.hour, ...failures.day]);
    if (locked) return refuse({ code: "limit_exceeded", ...locked });
    if (!(await openChallenge(tx, challenge, settings)))
      return refuse({
        code: "resend_too_soon",
        retryAfterSeconds: await secondsOfCooldown(tx, samePlace(challenge)),
      });
    const reached = await takeLimits(tx, [
      ...clientLimits(caller, "request", settings),
      ...counted,
    ]);
    if (reached) return refuse({ code: "limit_exceeded", ...reached });
  });

const samePlace = ({ scope, phone, purpose }: Challenge) =>
  and(
    eq(otpChallenges.scope, scope),
    eq(otpChallenges.phone, phone),
    eq(otpChallenges.purpose, purpose),
  );
