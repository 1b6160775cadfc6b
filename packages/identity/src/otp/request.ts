import { newUuid, type Orm } from "@nx/core";
import { and, eq } from "drizzle-orm";
import { isRegion, parsePhone } from "mq-sms";
import { type Challenge, openChallenge, secondsOfCooldown } from "./challenge.ts";
import { type Caller, type OtpContext, ready, senderProblem } from "./context.ts";
import { failed, type OtpResult } from "./errors.ts";
import { claimText } from "./guard/claim.ts";
import { type IssuedChallenge, issueCode } from "./issue.ts";
import { failureLimits } from "./policy.ts";
import { refuse } from "./refuse.ts";
import type { OtpSettings } from "./settings.ts";
import { otpChallenges } from "./tables.ts";
import { peekLimits } from "./take-limits.ts";
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
  const prepared = ready(context, caller.scope);
  if (!prepared.ok) return prepared;
  const settings = prepared.value.current;
  const { region } = settings;
  const phone = parsePhone(input.phone, isRegion(region) ? region : undefined);
  if (!phone.ok) return failed({ code: "phone_invalid", reason: phone.reason });
  const unavailable = senderProblem(prepared.value, caller);
  if (unavailable) return failed(unavailable);

  const challenge: Challenge = {
    id: newUuid(context.clock),
    scope: caller.scope,
    phone: phone.e164,
    purpose: input.purpose ?? "sign-in",
  };
  const claimed = await claimText(prepared.value, caller, "request", (tx) =>
    takePlace(tx, challenge, settings),
  );
  if (!claimed.ok) return claimed;
  return issueCode(prepared.value, {
    ...claimed.value,
    locale: chooseLocale(input.locale, input.acceptLanguage, settings.defaultLocale),
    disclose: caller.trusted,
  });
};

const takePlace = async (
  tx: Orm,
  challenge: Challenge,
  settings: OtpSettings,
): Promise<Challenge> => {
  const failures = failureLimits(challenge, settings);
  const locked = await peekLimits(tx, [...failures.hour, ...failures.day]);
  if (locked) return refuse({ code: "limit_exceeded", ...locked });
  if (!(await openChallenge(tx, challenge, settings)))
    return refuse({
      code: "resend_too_soon",
      retryAfterSeconds: await secondsOfCooldown(tx, samePlace(challenge)),
    });
  return challenge;
};

const samePlace = ({ scope, phone, purpose }: Challenge) =>
  and(
    eq(otpChallenges.scope, scope),
    eq(otpChallenges.phone, phone),
    eq(otpChallenges.purpose, purpose),
  );
